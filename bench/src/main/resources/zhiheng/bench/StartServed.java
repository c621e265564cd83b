import zhiheng.bench.gateway.Served;

/** Run as source on the class path of a build, this or an older one: starts the whole server there, and ends with its input. */
public class StartServed {
    public static void main(String[] args) throws Exception {
        try (var served = Served.start()) {
            System.out.println("ready " + served.gatewayPort + " " + served.key + " " + served.pid());
            while (System.in.read() >= 0) {}
        }
        System.exit(0);
    }
}
