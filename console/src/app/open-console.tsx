import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { LiveProvider } from '../components/live-provider.tsx';
import { createConsoleRouter } from './create-console-router.tsx';

/** The console behind sign-in. */
export function OpenConsole() {
  const [router] = useState(createConsoleRouter);
  return (
    <LiveProvider>
      <RouterProvider router={router} />
    </LiveProvider>
  );
}
