import { useRef, useState } from 'react';

import { styled } from 'styled-components';

const Frame = styled.div<{ $wrong: boolean }>`
  display: flex;
  border: 1px solid ${({ theme, $wrong }) => ($wrong ? theme.colors.danger600 : theme.colors.neutral200)};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  font:
    1.3rem/2rem ui-monospace,
    Menlo,
    Consolas,
    monospace;
  overflow: hidden;

  &:focus-within {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: ${({ theme }) => theme.colors.primary600} 0 0 0 2px;
  }
`;

const Gutter = styled.div`
  overflow: hidden;
  flex: 0 0 auto;
  min-width: 4.4rem;
  text-align: right;
  color: ${({ theme }) => theme.colors.neutral500};
  background: ${({ theme }) => theme.colors.neutral100};
  user-select: none;
`;

const Line = styled.div<{ $wrong: boolean }>`
  padding: 0 0.8rem;
  ${({ theme, $wrong }) =>
    $wrong && `background: ${theme.colors.danger100}; color: ${theme.colors.danger700}; font-weight: 600;`}
`;

const Area = styled.textarea`
  flex: 1;
  min-width: 0;
  border: none;
  outline: none;
  resize: vertical;
  padding: 0.8rem;
  white-space: pre;
  overflow: auto;
  font: inherit;
  color: ${({ theme }) => theme.colors.neutral800};
  background: transparent;
  tab-size: 2;
`;

interface CodeAreaProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly disabled?: boolean;
  /** By line, starting at 1. */
  readonly wrongLines: ReadonlyMap<number, string>;
  readonly onChange: (value: string) => void;
}

/** Source text with numbered lines; a wrong line is marked at its number, the message stands below. */
export const CodeArea = ({ id, label, value, rows, disabled, wrongLines, onChange }: CodeAreaProps) => {
  const [scrolled, setScrolled] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);
  const count = value.split('\n').length;
  return (
    <Frame $wrong={wrongLines.size > 0}>
      <Gutter aria-hidden>
        <div style={{ transform: `translateY(${-scrolled}px)`, padding: '0.8rem 0' }}>
          {Array.from({ length: count }, (_, index) => (
            <Line key={index} $wrong={wrongLines.has(index + 1)} title={wrongLines.get(index + 1)}>
              {index + 1}
            </Line>
          ))}
        </div>
      </Gutter>
      <Area
        ref={area}
        id={id}
        aria-label={label}
        aria-invalid={wrongLines.size > 0}
        rows={rows}
        value={value}
        disabled={disabled}
        spellCheck={false}
        wrap="off"
        onScroll={() => setScrolled(area.current?.scrollTop ?? 0)}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
};
