import { Route, Routes } from 'react-router-dom';

import { PeopleList } from './PeopleList';
import { PersonScreen } from './PersonScreen';

export const PeoplePage = () => (
  <Routes>
    <Route index element={<PeopleList />} />
    <Route path=":id" element={<PersonScreen />} />
  </Routes>
);
