import type { ReactNode } from 'react'
import { SignedIn } from '../../features/auth/signed-in.tsx'
import { DeskProvider } from '../../features/desk/desk-provider.tsx'
import { Frame } from '../../features/frame/frame.tsx'

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <SignedIn>
      <DeskProvider>
        <Frame>{children}</Frame>
      </DeskProvider>
    </SignedIn>
  )
}
