import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DockPanel } from './dock.tsx';
import './dock.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <DockPanel />
  </StrictMode>,
);
