package zhiheng.provenance.traces;

/**
 * One trace.
 *
 * @param found what was found, as short as possible: a name, a place, a number
 * @param falseAlarms how often pictures that were not generated have it too, on a set made for this purpose; "" for what a file says itself
 */
public record Trace(TraceKind kind, String found, String falseAlarms) {}
