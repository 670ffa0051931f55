/** Starts the desk in the page. */
import { render } from 'preact';
import { App } from './app.tsx';
import { applyTheme } from './theme.ts';
import './styles/tokens.css';
import './styles/layout.css';
import './styles/flow.css';
import './styles/log.css';
import './styles/message.css';
import './styles/panels.css';
import './styles/platform.css';

applyTheme();
const place = document.getElementById('desk');
if (place !== null) render(<App />, place);
