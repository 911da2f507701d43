import { Route, Routes } from 'react-router-dom';

import { ConnectionList } from './ConnectionList';
import { ConnectionScreen } from './ConnectionScreen';

export const ConnectionsPage = () => (
  <Routes>
    <Route index element={<ConnectionList />} />
    <Route path=":id" element={<ConnectionScreen />} />
  </Routes>
);
