package zhiheng.provenance.c2pa.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A map as CBOR or JSON gives it; a member of another type than asked for is as if it were not there. */
record Fields(Map<?, ?> map) {
    static Fields of(@Nullable Object value) {
        return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
    }

    boolean has(String name) {
        return map.containsKey(name);
    }

    Optional<String> text(String name) {
        return map.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<byte[]> bytes(String name) {
        return map.get(name) instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
    }

    Optional<Long> number(String name) {
        return map.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    Fields fields(String name) {
        return of(map.get(name));
    }

    List<?> list(String name) {
        return map.get(name) instanceof List<?> list ? list : List.of();
    }

    List<Fields> maps(String name) {
        var maps = new ArrayList<Fields>();
        for (var one : list(name)) {
            maps.add(of(one));
        }
        return maps;
    }
}
