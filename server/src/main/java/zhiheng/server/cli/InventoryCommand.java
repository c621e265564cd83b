package zhiheng.server.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.office.exports.ModelBom;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.registry.Evaluations;
import zhiheng.server.rooms.exports.Upstreams;
import zhiheng.server.rooms.gateway.RouteBook;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.upkeep.Whereabouts;

@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        description = {
            "以 CycloneDX 1.6 输出全部在用系统（每个一个组件和模型卡）；只读，可在服务运行时进行。",
            "Every system in use as CycloneDX 1.6, a component with a model card each. Reads only; may run beside the"
                    + " server."
        })
final class InventoryCommand implements Callable<Integer> {
    /** Whoever may read the folder sees all of it. */
    private static final Actor READER = new Actor("inventory", "", Role.AUDITOR);

    @Mixin
    Whereabouts where = new Whereabouts();

    @Option(names = "--system", paramLabel = "ID", description = "this system alone")
    @Nullable
    String system;

    @Mixin
    Library library = new Library();

    @Override
    public Integer call() throws IOException {
        var packs = library.load();
        try (var db = where.read()) {
            var store = new JdbcOfficeStore(db);
            var routes = RouteBook.withoutKeys(store);
            var bom = new ModelBom(store, new Evaluations(packs), id -> Upstreams.of(routes.get(id)));
            var days = packs.days(Instant.now(), ZoneId.systemDefault());
            if (system == null) {
                bom.write(READER, days, System.out);
            } else {
                bom.write(READER, system, days, System.out);
            }
            return 0;
        }
    }
}
