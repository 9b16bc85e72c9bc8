import { NotFound } from '../../features/frame/not-found.tsx'

export default function Page() {
  return <NotFound />
}
