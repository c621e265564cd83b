/**
 * Playbooks as OASIS CACAO Security Playbooks 2.0: read, checked, and how far a run has come. Pure: what a step does to the world is done
 * by whoever holds the run.
 */
@org.jspecify.annotations.NullMarked
package zhiheng.cases.cacao;
