import type { ReactNode } from 'react'
import { SignedIn } from '../../features/auth/signed-in.tsx'
import { Frame } from '../../features/frame/frame.tsx'

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <SignedIn>
      <Frame>{children}</Frame>
    </SignedIn>
  )
}
