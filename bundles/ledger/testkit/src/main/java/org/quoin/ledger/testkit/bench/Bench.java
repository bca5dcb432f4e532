package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Runs a benchmark by its name, in a process with the heap that it asks for. It takes the system properties {@code bench};
 * {@code directory}, for the file and the data; {@code heap}, to choose another one; and hands all of them on.
 */
public final class Bench {
    private static final int WRONG_USAGE = 2;

    private Bench() {}

    /** Without a name it lists the benchmarks, and exits with 2; it exits with 1 if the benchmark fails. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(System.getProperty("bench", "")));
    }

    private static int run(String name) throws IOException, InterruptedException {
        Map<String, Benchmark> benchmarks = benchmarks();
        Benchmark benchmark = benchmarks.get(name);
        if (benchmark == null) {
            String problem = name.isEmpty() ? "No benchmark is named" : "There is no benchmark '" + name + "'";
            System.err.println(
                    problem + ": choose one with -Dbench=, of " + String.join(", ", benchmarks.keySet()) + ".");
            return WRONG_USAGE;
        }
        String heap = System.getProperty("heap", "");
        List<String> options = new ArrayList<>(properties());
        options.addAll(virtualMachine(heap.isEmpty() ? benchmark.heap() : heap));
        return start(options, Measurement.class, List.of()).waitFor() == 0 ? 0 : 1;
    }

    /** By their names. */
    static Map<String, Benchmark> benchmarks() {
        Map<String, Benchmark> benchmarks = new TreeMap<>();
        ServiceLoader.load(Benchmark.class).forEach(each -> benchmarks.put(each.name(), each));
        return benchmarks;
    }

    /** Where files go. */
    static Path directory() {
        return Path.of(System.getProperty("directory", "."));
    }

    /** As the launcher starts a node, with a heap that has its memory from the start: nothing of it is measured. */
    static List<String> virtualMachine(String heap) {
        List<String> options = new ArrayList<>(
                List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch", "-XX:MaxGCPauseMillis=20"));
        if (Files.isDirectory(Path.of("/sys/kernel/mm/transparent_hugepage"))) {
            options.add("-XX:+UseTransparentHugePages");
        }
        return options;
    }

    /** The system properties that this process was started with. */
    static List<String> properties() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-D"))
                .toList();
    }

    /** Starts a virtual machine of this kind, with this class path, that prints where this one does, and ends with it. */
    static Process start(List<String> options, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }
}
