import '@xyflow/react/dist/base.css';

import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import {
  Background,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  type Connection,
  type NodeChange,
} from '@xyflow/react';
import { useTheme } from 'styled-components';

import { useText } from '../../shared/useText';
import { CanvasContext, type CanvasContent } from './CanvasContext';
import { CanvasTools } from './CanvasTools';
import { edgesOf, nodesOf } from './drawing';
import { drawnFlow, TRIGGER, type DrawnWay } from './graph';
import { Corner, Ground } from './Ground';
import { laidOut, type Point } from './layout';
import { isDirection, neighbour } from './neighbour';
import { Palette } from './Palette';
import { cardSize, paletteWidth, triggerSize } from './sizes';
import { StepCard } from './StepCard';
import { TriggerCard } from './TriggerCard';
import { SMALLEST, useGroundSize, useSight } from './useSight';
import { WayEdge } from './WayEdge';

export interface FlowCanvasProps {
  readonly start: string;
  /** The same object as long as it says the same: cards are drawn anew when it changes. */
  readonly content: Omit<CanvasContent, 'carrying' | 'setCarrying' | 'dropAt'>;
}

const NODE_TYPES = { step: StepCard, trigger: TriggerCard };
const EDGE_TYPES = { way: WayEdge };
const NOT_MOVED: ReadonlyMap<string, Point> = new Map();
/** A card that is let go this near to a + is put there. */
const REACH = 90;
/** From this many on, a map is worth its place. */
const MAPPED = 9;

const Canvas = ({ start, content }: FlowCanvasProps) => {
  const text = useText();
  const theme = useTheme();
  const ground = useRef<HTMLDivElement>(null);
  const [moved, setMoved] = useState(NOT_MOVED);
  const [carrying, setCarrying] = useState(false);
  const [dropAt, setDropAt] = useState<string>();
  const { steps, story, editing, numbers, chosen, onChoose } = content;
  const numbered = numbers !== undefined;
  const groundSize = useGroundSize(ground);
  const [folded, setFolded] = useState(false);
  const covered = editing ? paletteWidth(folded) : 0;

  const drawn = useMemo(() => drawnFlow({ steps, start }), [steps, start]);
  const [map, setMap] = useState(drawn.names.length >= MAPPED);
  const sizeOf = useCallback(
    (name: string) =>
      name === TRIGGER ? triggerSize(story.ends.length) : cardSize(steps[name]?.kind ?? '', numbered),
    [story.ends.length, steps, numbered],
  );
  const laid = useMemo(() => laidOut(drawn, sizeOf), [drawn, sizeOf]);
  const editable = editing !== undefined;
  const nodes = useMemo(
    () => nodesOf({ drawn, laid, moved, sizeOf, steps, editable }),
    [drawn, laid, moved, sizeOf, steps, editable],
  );
  const edges = useMemo(() => edgesOf({ drawn, laid, moved, editable }), [drawn, laid, moved, editable]);
  const { toTop, toAll, toCard } = useSight({ ground: groundSize, laid, sizeOf, covered });
  useEffect(() => {
    if (chosen !== undefined) toCard(chosen);
  }, [chosen, laid, toCard]);

  const wayBelow = (name: string, at: Point): DrawnWay | undefined => {
    const size = sizeOf(name);
    const middle = { x: at.x + size.width / 2, y: at.y + size.height / 2 };
    const far = ({ id }: DrawnWay): number => {
      const word = laid.ways.get(id)?.word;
      return word ? Math.hypot(word.x - middle.x, word.y - middle.y) : Number.POSITIVE_INFINITY;
    };
    const [nearest] = drawn.ways
      .filter((way) => way.from !== name && way.to !== name)
      .sort((a, b) => far(a) - far(b));
    return nearest && far(nearest) <= REACH ? nearest : undefined;
  };
  const onNodesChange = useCallback((changes: readonly NodeChange[]) => {
    for (const change of changes) {
      if (change.type !== 'position' || !change.position) continue;
      const { id, position } = change;
      setMoved((before) => new Map(before).set(id, position));
    }
  }, []);
  const letGo = (name: string, at: Point) => {
    const way = wayBelow(name, at);
    setCarrying(false);
    setDropAt(undefined);
    if (!way) return;
    setMoved((before) => new Map([...before].filter(([other]) => other !== name)));
    editing?.move(name, way);
  };
  const connect = ({ source, sourceHandle, target }: Connection) =>
    editing?.connect({ from: source === TRIGGER ? null : source, slot: sourceHandle ?? 'next' }, target);
  /** Behind the chosen step, or else at the very beginning. */
  const pick = (kind: string) => {
    const way = drawn.ways.find(({ from }) => (from ?? TRIGGER) === (chosen ?? TRIGGER)) ?? drawn.ways[0];
    if (way) editing?.add(way, kind);
  };
  const tidy = () => {
    setMoved(NOT_MOVED);
    toTop();
  };

  const focusOn = (name: string) => {
    ground.current
      ?.querySelector<HTMLElement>(`[data-step="${CSS.escape(name)}"]`)
      ?.focus({ preventScroll: true });
    toCard(name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const name = (event.target as HTMLElement).dataset.step;
    if (name === undefined) return;
    if (isDirection(event.key)) {
      event.preventDefault();
      const next = neighbour(drawn, laid, name, event.key, TRIGGER);
      if (next !== undefined) focusOn(next);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && name !== TRIGGER && editing) {
      event.preventDefault();
      const above = neighbour(drawn, laid, name, 'ArrowUp', TRIGGER) ?? TRIGGER;
      editing.remove(name);
      focusOn(above);
    } else if (event.key === 'Escape') onChoose(undefined);
  };

  const shared = useMemo(
    (): CanvasContent => ({ ...content, carrying, setCarrying, dropAt }),
    [content, carrying, dropAt],
  );
  return (
    <CanvasContext.Provider value={shared}>
      <Ground
        ref={ground}
        role="group"
        aria-label={text('flows.canvas')}
        onKeyDown={onKeyDown}
        // A card that is reached by Tab must not scroll what is moved by the canvas itself.
        onScrollCapture={({ target }) => {
          const scrolled = target as HTMLElement;
          if (!scrolled.classList.contains('react-flow')) return;
          scrolled.scrollTop = 0;
          scrolled.scrollLeft = 0;
        }}
        onFocus={({ target }) => {
          const name = (target as HTMLElement).dataset.step;
          if (name !== undefined && target.matches(':focus-visible')) toCard(name);
        }}
      >
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onNodeDragStart={() => setCarrying(true)}
          onNodeDrag={(_event, { id, position }) => setDropAt(wayBelow(id, position)?.id)}
          onNodeDragStop={(_event, { id, position }) => letGo(id, position)}
          onConnect={connect}
          onReconnect={(old, fresh) =>
            connect({ ...fresh, source: old.source, sourceHandle: old.sourceHandle ?? null })
          }
          onPaneClick={() => onChoose(undefined)}
          nodesConnectable={editable}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          nodeDragThreshold={6}
          minZoom={SMALLEST}
          maxZoom={1.5}
          panOnScroll
          zoomOnDoubleClick={false}
          proOptions={{ hideAttribution: true }}
        >
          <Background gap={20} size={1.5} />
          {map && groundSize.width > 420 && (
            <MiniMap
              pannable
              zoomable
              ariaLabel={text('flows.map')}
              nodeColor={({ id }) =>
                content.problems.has(id)
                  ? theme.colors.danger500
                  : id === chosen
                    ? theme.colors.primary600
                    : theme.colors.neutral400
              }
              nodeBorderRadius={12}
              style={{ width: 150, height: 110 }}
            />
          )}
        </ReactFlow>
        {editing && (
          <Corner $at="left">
            <Palette onPick={pick} folded={folded} onFold={() => setFolded(!folded)} />
          </Corner>
        )}
        <Corner $at="bottom">
          <CanvasTools onTidy={tidy} map={map} onMap={() => setMap((shown) => !shown)} onAll={toAll} />
        </Corner>
      </Ground>
    </CanvasContext.Provider>
  );
};

/** A flow drawn from top to bottom. Loaded only where one is looked at. */
export const FlowCanvas = (props: FlowCanvasProps) => (
  <ReactFlowProvider>
    <Canvas {...props} />
  </ReactFlowProvider>
);
