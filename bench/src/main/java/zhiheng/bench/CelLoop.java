package zhiheng.bench;

import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;

/** The peer without an engine: every condition compiled once, run one after the other. */
final class CelLoop {
    private CelLoop() {}

    static RulesBench.Engine over(List<SampleRules.Rule> rules, List<Map<String, Object>> systems) throws Exception {
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("in_scope", SimpleType.BOOL)
                .addVar("role", SimpleType.STRING)
                .addVar("users", SimpleType.DOUBLE)
                .addVar("purposes", ListType.create(SimpleType.STRING));
        for (int f = 0; f < SampleRules.FLAGS; f++) {
            builder.addVar("flag" + f, SimpleType.BOOL);
        }
        var compiler = builder.build();
        var runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
        var programs = new CelRuntime.Program[rules.size()];
        for (int i = 0; i < programs.length; i++) {
            programs[i] =
                    runtime.createProgram(compiler.compile(rules.get(i).cel()).getAst());
        }
        return system -> {
            var facts = systems.get(system);
            int count = 0;
            for (var program : programs) {
                if (Boolean.TRUE.equals(program.eval(facts))) {
                    count++;
                }
            }
            return count;
        };
    }
}
