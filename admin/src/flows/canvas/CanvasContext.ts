import { createContext, useContext } from 'react';

import type { FlowStory } from '../../../../plugin/src/flows/describe';
import type { FlowStep } from '../../../../plugin/src/flows/flow';
import type { Edge } from '../draft/edit-draft';
import type { StepNumbers } from '../listed-flow';
import type { StepKind } from '../step-kinds';
import type { DrawnWay } from './graph';

/** What can be done to the flow that is drawn; left out where it is only looked at. */
export interface CanvasEditing {
  readonly add: (edge: Edge, kind: string) => void;
  readonly move: (name: string, edge: Edge) => void;
  readonly connect: (edge: Edge, to: string) => void;
  readonly remove: (name: string) => void;
}

export interface CanvasNumbers {
  readonly entered: number;
  readonly of: (name: string) => StepNumbers | undefined;
  /** How many took one of a step's several ways. */
  readonly taken: (way: DrawnWay) => number;
}

export interface CanvasContent {
  readonly steps: Readonly<Record<string, FlowStep>>;
  readonly story: FlowStory;
  readonly kinds: readonly StepKind[];
  /** By step (the empty word for the flow as a whole): what stands against publishing. */
  readonly problems: ReadonlyMap<string, readonly string[]>;
  readonly chosen: string | undefined;
  readonly onChoose: (name: string | undefined) => void;
  readonly editing?: CanvasEditing;
  readonly numbers?: CanvasNumbers;
  /** Something is carried over the canvas: ways show where it can be put. */
  readonly carrying: boolean;
  readonly setCarrying: (carrying: boolean) => void;
  /** The way below what is carried. */
  readonly dropAt: string | undefined;
}

export const CanvasContext = createContext<CanvasContent | undefined>(undefined);

export const useCanvas = (): CanvasContent => {
  const content = useContext(CanvasContext);
  if (!content) throw new Error('A card stands outside its canvas.');
  return content;
};

/** As what a kind is carried from the palette. */
export const CARRIED = 'application/x-attune-step';
