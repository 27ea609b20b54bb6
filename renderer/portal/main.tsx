import '../zod/without-eval.ts';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/fonts.css';
import '../ui/base.css';
import '../ui/components.css';
import './portal.css';
import { createQueries } from './api/queries.ts';
import { App } from './app.tsx';
import { loadTexts } from '../i18n/portal.ts';
import { createPortalRouter } from './router.tsx';
import { languageChosenBefore } from './shell/language-choice.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
await loadTexts(languageChosenBefore());
createRoot(root).render(<App queries={createQueries()} router={createPortalRouter()} />);
