import 'tdesign-react/es/style/css.js';
import './app/theme.css';
import './app/pages.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { applyAppearance } from './app/appearance.ts';
import { watchIdle } from './app/watch-idle.ts';

// Loaded while the session is asked for: whoever is signed in, or signs in, needs it next.
void import('./app/open-console.tsx');
applyAppearance();
watchIdle();
const place = document.getElementById('console');
if (place === null) throw new Error('index.html has no element "console"');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
