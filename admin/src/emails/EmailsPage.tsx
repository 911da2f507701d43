import { Route, Routes } from 'react-router-dom';

import { EmailEditor } from './EmailEditor';
import { EmailList } from './EmailList';

export const EmailsPage = () => (
  <Routes>
    <Route index element={<EmailList />} />
    <Route path=":id" element={<EmailEditor />} />
  </Routes>
);
