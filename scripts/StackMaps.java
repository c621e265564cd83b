

import java.io.IOException;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar again with its old classes in the form of Java 17: {@code java StackMaps.java FROM.jar TO.jar}. Classes
 * older than Java 6 carry no stack maps; the JVM checks them slowly and keeps them out of its ahead-of-time cache. Code,
 * names and resources stay as they are.
 */
public final class StackMaps {
    private static final int OLD = 50;
    private static final int NEW = 61;

    private StackMaps() {}

    public static void main(String[] args) throws IOException {
        var from = Path.of(args[0]);
        try (var loader = new URLClassLoader(new URL[] {from.toUri().toURL()});
                var in = new ZipInputStream(Files.newInputStream(from));
                var out = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            var format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                var bytes = in.readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().endsWith(".class") ? renewed(format, bytes) : bytes);
                out.closeEntry();
            }
        }
    }

    private static byte[] renewed(ClassFile format, byte[] bytes) {
        var model = format.parse(bytes);
        if (model.majorVersion() > OLD) {
            return bytes;
        }
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(NEW, 0);
            } else {
                builder.with(element);
            }
        };
        // A method's code that passes through a transform is assembled anew, and its stack maps with it.
        return format.transformClass(model, version.andThen(ClassTransform.transformingMethodBodies((code, part) -> code.with(part))));
    }
}
