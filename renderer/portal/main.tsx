import '../zod/without-eval.ts';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/fonts.css';
import '../ui/base.css';
import '../ui/components.css';
import './portal.css';
import { createQueries } from './api/queries.ts';
import { App } from './app.tsx';
import { createPortalRouter } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(<App queries={createQueries()} router={createPortalRouter()} />);
