package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;
import zhiheng.provenance.watermark.MarkKey;

/** The key of watermarks in a file that only its owner reads: 32 bytes in Base64. It is never shown and never logged. */
final class MarkKeyFile {
    private static final int LONGEST = 1_024;

    private MarkKeyFile() {}

    /** Makes a key; never writes over one. */
    static MarkKey generate(Path file) throws IOException {
        var secret = new byte[MarkKey.LENGTH];
        new SecureRandom().nextBytes(secret);
        var folder = file.toAbsolutePath().normalize().resolveSibling(".");
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(folder))) {
            channel.write(java.nio.ByteBuffer.wrap(
                    Base64.getEncoder().encodeToString(secret).getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            throw Refusal.invalid(
                    file + ": 文件已存在，不会覆盖；请换一个名字。", file + " exists and is not overwritten; choose another name.");
        }
        return MarkKey.of(secret);
    }

    static MarkKey read(Path file) throws IOException {
        if (Files.size(file) <= LONGEST) {
            try {
                return MarkKey.of(
                        Base64.getDecoder().decode(Files.readString(file).strip()));
            } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
                // said below
            }
        }
        throw Refusal.invalid(
                file + ": 不是水印密钥；请用 watermark keygen 生成。",
                file + " is no key of watermarks; make one with watermark keygen.");
    }
}
