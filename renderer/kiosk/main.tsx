import '../zod/without-eval.ts';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/fonts.css';
import '../ui/base.css';
import '../ui/components.css';
import './kiosk.css';
import { App } from './app.tsx';
import { connectKiosk } from './connection.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
// A long press is a press, not a call for a menu.
document.addEventListener('contextmenu', (event) => event.preventDefault());
createRoot(root).render(<App connection={connectKiosk(window)} />);
