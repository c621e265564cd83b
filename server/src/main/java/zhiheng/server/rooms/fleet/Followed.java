package zhiheng.server.rooms.fleet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;
import zhiheng.gateway.Keys;
import zhiheng.gateway.Routes;
import zhiheng.gateway.mcp.McpServers;
import zhiheng.gateway.mcp.McpTarget;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Route;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.rooms.traffic.Vault;

/**
 * What the office said last, in memory for calls and on disk for the next start, one sealed file a system. What is said holds in memory
 * first, so that a stop waits for no disk, and is on disk before the office hears that it was taken. A word that this version cannot
 * read stops its system: not knowing what holds is no leave to go on.
 */
final class Followed implements Keys, Routes, McpServers {
    private static final System.Logger LOG = System.getLogger(Followed.class.getName());
    private static final String PREFIX = "zhk_";
    private static final String SUFFIX = ".word";
    /** So many words at once are forced to the disk one by one. */
    private static final int FEW = 50;

    private record Holder(String system, String tenant) {}

    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> hashes = new ConcurrentHashMap<>();
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private final Map<String, Map<String, McpTarget.Http>> tools = new ConcurrentHashMap<>();
    /** What lies on the disk, as digests; for one thread. */
    private final Map<String, String> kept = new HashMap<>();

    private final LongAdder wrong = new LongAdder();
    private final Path folder;
    private final Vault vault;
    private final Permits permits;

    /** Takes up what lies in the folder. */
    Followed(Path folder, Vault vault, Permits permits) throws IOException {
        this.folder = folder;
        this.vault = vault;
        this.permits = permits;
        OwnerOnly.folders(folder);
        for (var system : onDisk()) {
            try {
                var word = vault.unlock(Files.readString(file(system)), place(system));
                apply(system, word);
                kept.put(system, Secrets.hash(word));
            } catch (IllegalStateException e) {
                LOG.log(System.Logger.Level.ERROR, "what was kept of {0} does not open; it answers no calls", system);
            }
        }
    }

    private Set<String> onDisk() throws IOException {
        var found = new HashSet<String>();
        try (var files = Files.list(folder)) {
            files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .forEach(name -> found.add(name.substring(0, name.length() - SUFFIX.length())));
        }
        return found;
    }

    private Path file(String system) {
        if (!system.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException("no id of a system");
        }
        return folder.resolve(system + SUFFIX);
    }

    private static String place(String system) {
        return "fleet word " + system;
    }

    /** Takes what the office says. @throws IOException where it holds and could not be written */
    void take(OfficeLine.Word said) throws IOException {
        said.systems().forEach(this::apply);
        if (said.all()) {
            for (var system : onDisk()) {
                if (!said.systems().containsKey(system)) {
                    drop(system);
                }
            }
        }
        boolean few = said.systems().size() <= FEW;
        for (var one : said.systems().entrySet()) {
            var digest = Secrets.hash(one.getValue());
            if (!digest.equals(kept.get(one.getKey()))) {
                keep(one.getKey(), one.getValue(), few);
                kept.put(one.getKey(), digest);
            }
        }
    }

    private void apply(String system, String text) {
        SystemWord word;
        try {
            word = SystemWord.read(text);
            if (!word.system().equals(system)) {
                throw new IllegalArgumentException("it is of another system");
            }
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "what the office says of {0} cannot be read, so it answers no calls: {1}",
                    system,
                    e.getMessage());
            forget(system);
            return;
        }
        var aside = word.aside();
        if (aside != null) {
            permits.putAside(system, aside);
        }
        var permit = word.permit();
        if (permit == null) {
            permits.drop(system);
        } else {
            var held = permits.of(system);
            if (held != null && held.version() > permit.version()) {
                // another server of the office that is behind: the stricter holds until it has caught up
                permit = held.with(held.state().stricter(permit.state()));
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the office names version {0} of the permit of {1}, {2} is held here",
                        word.permit() == null ? 0 : word.permit().version(),
                        system,
                        held.version());
            }
            permits.adopt(permit);
        }
        var route = word.route();
        if (route == null) {
            routes.remove(system);
        } else {
            routes.put(system, route);
        }
        tools.put(system, word.tools());
        var before = hashes.put(system, word.keys().keySet());
        word.keys().forEach((hash, tenant) -> holders.put(hash, new Holder(system, tenant)));
        if (before != null) {
            before.stream().filter(hash -> !word.keys().containsKey(hash)).forEach(holders::remove);
        }
        if (aside == null) {
            permits.use(system);
        }
    }

    private void forget(String system) {
        permits.drop(system);
        routes.remove(system);
        tools.remove(system);
        var before = hashes.remove(system);
        if (before != null) {
            before.forEach(holders::remove);
        }
    }

    private void drop(String system) throws IOException {
        forget(system);
        kept.remove(system);
        Files.deleteIfExists(file(system));
    }

    /** The office knows this gateway no more: nothing is left of what it said. */
    void dropAll() throws IOException {
        var known = new HashSet<>(hashes.keySet()); // systems without a permit among them
        permits.all().forEach(permit -> known.add(permit.system()));
        known.forEach(this::forget);
        for (var system : onDisk()) {
            drop(system);
        }
    }

    /** @param forced whether it waits for the disk; one of many that a loss of power spoils does not open, and its system rests */
    private void keep(String system, String text, boolean forced) throws IOException {
        var beside = folder.resolve(system + ".new");
        try (var out = OwnerOnly.write(beside)) {
            out.write(vault.lock(text, place(system)).getBytes(StandardCharsets.US_ASCII));
        }
        if (forced) {
            moveSynced(beside, file(system));
        } else {
            Files.move(beside, file(system), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Puts a file in the place of another, so that after a loss of power one of the two is there whole. */
    static void moveSynced(Path from, Path to) throws IOException {
        try (var channel = FileChannel.open(from, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(to.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** How often a key was tried that is none. */
    long wrongKeys() {
        return wrong.sum();
    }

    private @Nullable Holder holder(String key) {
        return key.startsWith(PREFIX) && key.length() < 100 ? holders.get(Secrets.hash(key)) : null;
    }

    @Override
    public @Nullable String system(String key) {
        var holder = holder(key);
        return holder == null ? null : holder.system();
    }

    @Override
    public @Nullable String tenant(String key) {
        var holder = holder(key);
        return holder == null || holder.tenant().isEmpty() ? null : holder.tenant();
    }

    @Override
    public void wrong(String address) {
        wrong.increment();
    }

    @Override
    public @Nullable Route of(String system) {
        return routes.get(system);
    }

    @Override
    public @Nullable McpTarget of(String system, String server) {
        return tools.getOrDefault(system, Map.of()).get(server);
    }
}
