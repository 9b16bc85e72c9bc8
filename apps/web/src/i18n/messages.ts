import account from '../../messages/en/account.json'
import calls from '../../messages/en/calls.json'
import common from '../../messages/en/common.json'
import desk from '../../messages/en/desk.json'
import errors from '../../messages/en/errors.json'
import frame from '../../messages/en/frame.json'
import leads from '../../messages/en/leads.json'
import login from '../../messages/en/login.json'
import settings from '../../messages/en/settings.json'

/** The English catalogue: one file and one namespace for each feature. */
export const messages = { account, calls, common, desk, errors, frame, leads, login, settings }
