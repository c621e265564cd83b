package zhiheng.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** nginx {@code proxy_pass} before a model server: what a proxy costs that looks at nothing. */
public record Nginx(Process process, int port) {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

    /** @return null where nginx is not installed, which is said */
    public static @Nullable Nginx start(Path folder, int stub) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            System.out.println("nginx is not installed; see scripts/install-bench-peers");
            return null;
        }
        int port = Served.free();
        var conf = Files.writeString(folder.resolve("nginx.conf"), """
                worker_processes 2; daemon off; pid %1$s/nginx.pid; error_log %1$s/nginx.err;
                events { worker_connections 2048; }
                http { access_log off; client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s; uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                  upstream stub { server 127.0.0.1:%2$d; keepalive 128; }
                  server { listen 127.0.0.1:%3$d; location / { proxy_pass http://stub; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } } }
                """.formatted(folder, stub, port));
        var process = new ProcessBuilder(PROGRAM.toString(), "-c", conf.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        return new Nginx(process, port);
    }
}
