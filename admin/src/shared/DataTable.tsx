import type { ReactElement, ReactNode } from 'react';

import { Box } from '@strapi/design-system';
import { Pagination, Table } from '@strapi/strapi/admin';

export interface Column<Row> {
  readonly name: string;
  readonly label: string;
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly loading?: boolean;
  readonly empty?: string;
  /** What to do about it. */
  readonly emptyAction?: ReactElement;
  readonly onOpen?: (row: Row) => void;
  readonly pagination?: {
    readonly page: number;
    readonly pageSize: number;
    readonly pageCount: number;
    readonly total: number;
  };
}

/** A list as the content manager shows them: rows that open on click, pages below. */
export function DataTable<Row extends { readonly id: string }>({
  rows,
  columns,
  loading = false,
  empty,
  emptyAction,
  onOpen,
  pagination,
}: DataTableProps<Row>) {
  const headers = columns.map(({ name, label, sortable }) => ({ name, label, sortable }));
  return (
    <Box width="100%">
      <Table.Root rows={[...rows]} headers={headers} isLoading={loading && rows.length === 0}>
        <Table.Content>
          <Table.Head>
            {headers.map((header) => (
              <Table.HeaderCell
                key={header.name}
                name={header.name}
                label={header.label}
                sortable={header.sortable}
              />
            ))}
          </Table.Head>
          <Table.Loading />
          <Table.Empty content={empty} action={emptyAction} />
          <Table.Body>
            {rows.map((row) => (
              <Table.Row
                key={row.id}
                onClick={onOpen && (() => onOpen(row))}
                cursor={onOpen ? 'pointer' : 'default'}
              >
                {columns.map(({ name, cell }) => (
                  <Table.Cell key={name}>{cell(row)}</Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
        </Table.Content>
      </Table.Root>
      {pagination && pagination.total > 0 && (
        <Pagination.Root {...pagination} defaultPageSize={pagination.pageSize}>
          <Pagination.PageSize />
          <Pagination.Links />
        </Pagination.Root>
      )}
    </Box>
  );
}
