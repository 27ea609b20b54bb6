import { z } from 'zod';

/** Reply to a parameter or a question (vendor sample: 2 s), in milliseconds. */
export const PARAMETER_REPLY_MS = 2_000;
/** Reply to a card movement. */
export const MOVEMENT_REPLY_MS = 15_000;
/** Reply to a panel, a turn of the card or the end of a job, each of which waits for a panel to be printed (vendor: 30 s; and a margin). */
export const PANEL_REPLY_MS = 35_000;
/** Reply to `Srs`, given when the printer has restarted. */
export const RESTART_REPLY_MS = 30_000;
/** Longest time a line may take no byte (CTS low): the printer may hold it while it prints a panel. */
export const STALL_MS = 35_000;
/** How often the bezel sensor is asked while a card is awaited or is to be taken. */
export const BEZEL_POLL_INTERVAL_MS = 200;
/** How often an idle printer is asked for everything it can tell. */
export const HEARTBEAT_INTERVAL_MS = 3_000;
/** How long a caller waits for a line to be opened. */
export const READY_WAIT_MS = 5_000;
/** How long a caller waits for a printer to be brought up, once its line is open. */
export const BRING_UP_WAIT_MS = 15_000;

/** Silence that ends a reply of a printer that did not end its last one with a terminator. */
export const IDLE_GAP_MS = 50;
/** Silence that ends a whole reply of a printer that otherwise does send terminators: the terminator was lost. */
export const LOST_TERMINATOR_MS = 1_000;
/** Silence after an unintelligible line before the printer is asked whether the reply is still to come. */
export const UNINTELLIGIBLE_QUIET_MS = 250;
/** Reply to a question that only finds out whether printer and driver still agree where a command begins. */
export const PROBE_REPLY_MS = 2_000;
/** Waiting for a restart that may have been swallowed as part of a bitmap, before more NULs follow. */
export const DOUBTFUL_RESTART_MS = 3_000;
/** Waiting for a restart that cannot have been swallowed any more. */
export const LAST_RESTART_MS = 10_000;
/** Silence that shows that no reply to an earlier probe is still on its way. */
export const RESYNCHRONISED_QUIET_MS = 200;
/** Pause before `Rrt` is asked again when it answered a stale `OK`. */
export const STALE_REPLY_PAUSE_MS = 100;
/** How many times `Rrt` is asked again. */
export const STALE_REPLY_RETRIES = 3;
/** How far, in time of the line, bytes may be handed over ahead of what the line can have carried. */
export const LINE_LEAD_MS = 1_000;
/** Longest time to open a line. */
export const OPEN_DEADLINE_MS = 5_000;
/** Longest time to close one. */
export const CLOSE_DEADLINE_MS = 2_000;
/** Pauses between attempts to reach the printer; the last one repeats. */
export const RECONNECT_PAUSES_MS = [250, 500, 1_000, 2_000, 5_000] as const;
/** How often progress is told while nothing else moves. */
export const PROGRESS_INTERVAL_MS = 500;
/** First guess of the time from the last byte of a panel to its reply; measured values replace it. */
export const PANEL_PRINT_ESTIMATE_MS = 2_500;

const milliseconds = (preset: number) => z.int().positive().default(preset);

/** The times a site may have to change for its unit; all in milliseconds. */
export const PrinterTimings = z.strictObject({
  parameterReplyMs: milliseconds(PARAMETER_REPLY_MS),
  movementReplyMs: milliseconds(MOVEMENT_REPLY_MS),
  panelReplyMs: milliseconds(PANEL_REPLY_MS),
  restartReplyMs: milliseconds(RESTART_REPLY_MS),
  stallMs: milliseconds(STALL_MS),
  bezelPollIntervalMs: milliseconds(BEZEL_POLL_INTERVAL_MS),
  heartbeatIntervalMs: milliseconds(HEARTBEAT_INTERVAL_MS),
  readyWaitMs: milliseconds(READY_WAIT_MS),
});
export type PrinterTimings = z.infer<typeof PrinterTimings>;
