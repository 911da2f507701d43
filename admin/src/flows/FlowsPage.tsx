import { Route, Routes } from 'react-router-dom';

import { FlowEditor } from './FlowEditor';
import { FlowList } from './FlowList';

export const FlowsPage = () => (
  <Routes>
    <Route index element={<FlowList />} />
    <Route path=":id" element={<FlowEditor />} />
  </Routes>
);
