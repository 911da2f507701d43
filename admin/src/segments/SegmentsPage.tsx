import { Route, Routes } from 'react-router-dom';

import { SegmentEditor } from './SegmentEditor';
import { SegmentList } from './SegmentList';

export const SegmentsPage = () => (
  <Routes>
    <Route index element={<SegmentList />} />
    <Route path=":id" element={<SegmentEditor />} />
  </Routes>
);
