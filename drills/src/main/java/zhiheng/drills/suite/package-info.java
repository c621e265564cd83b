/** Suites as data, and the runner that asks a model their prompts: each once, within budgets, resumable. */
@NullMarked
package zhiheng.drills.suite;

import org.jspecify.annotations.NullMarked;
