import { createRoot } from 'react-dom/client';
import '../../ui/theme.css';
import { Learn } from './Learn.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');
createRoot(root).render(<Learn />);
