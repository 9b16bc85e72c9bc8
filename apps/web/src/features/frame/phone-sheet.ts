import { create } from 'zustand'

/** Whether the phone's sheet is open; only below 900 px, where there is no room for the column. */
export const usePhoneSheet = create<{ opened: boolean }>(() => ({ opened: false }))

/** A ringing call calls this: it must be seen on whatever page the agent is. */
export const openPhoneSheet = () => usePhoneSheet.setState({ opened: true })
export const closePhoneSheet = () => usePhoneSheet.setState({ opened: false })
export const togglePhoneSheet = () => usePhoneSheet.setState(({ opened }) => ({ opened: !opened }))
