package zhiheng.server.rooms.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Json;

/**
 * What a gateway keeps of its enrolment, in a file for its owner's eyes.
 *
 * @param gateway its id at the office
 * @param token its own
 * @param key the office's public key
 */
record Enrolled(String gateway, String token, String key) {
    private static final String FILE = "enrolled.json";

    static Optional<Enrolled> read(Path data) throws IOException {
        var file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var json = Json.readMap(Files.readString(file));
        if (json.get("gateway") instanceof String id
                && json.get("token") instanceof String token
                && json.get("key") instanceof String key) {
            return Optional.of(new Enrolled(id, token, key));
        }
        throw Refusal.conflict(
                "文件 " + file + " 无法读取；移走它并用新令牌重新注册。",
                "The file " + file + " cannot be read; move it away and enrol anew with a token.");
    }

    void write(Path data) throws IOException {
        var beside = data.resolve(FILE + ".new");
        try (var out = OwnerOnly.write(beside)) {
            out.write(Json.write(Map.of("gateway", gateway, "token", token, "key", key))
                    .getBytes(StandardCharsets.UTF_8));
        }
        Followed.moveSynced(beside, data.resolve(FILE));
    }
}
