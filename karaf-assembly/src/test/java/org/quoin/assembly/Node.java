package org.quoin.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A data directory and the launcher of the built distribution, as somebody at a shell would use both. */
final class Node extends ExternalResource {
    private static final Path LAUNCHER = Path.of(System.getProperty("distribution"), "bin", "quoin");
    private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");
    private static final Pattern HTTP_PORT = Pattern.compile("\"httpPort\":(\\d+)");
    private static final Pattern SSH_PORT = Pattern.compile("\"sshPort\":(\\d+)");

    private final TemporaryFolder folder = new TemporaryFolder();

    /** What a run of the launcher left behind. */
    record Run(int exit, String out, String err) {}

    @Override
    protected void before() throws Throwable {
        folder.create();
    }

    /** Ends what a failed test left running. */
    @Override
    protected void after() {
        processes().forEach(ProcessHandle::destroyForcibly);
        folder.delete();
    }

    Path data() {
        return folder.getRoot().toPath().resolve("data");
    }

    Run start() throws IOException, InterruptedException {
        return run("start", "--ssh-port", "0", "--http-port", "0");
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), "", arguments);
    }

    Run run(Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = launcher(arguments);
        builder.environment().putAll(environment);
        return run(builder, input);
    }

    /** With a file open for the launcher as its descriptor 3. */
    Run runWithOpen(Path file, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = launcher(arguments);
        builder.command().addAll(0, List.of("bash", "-c", "exec \"$@\" 3<\"$0\"", file.toString()));
        return run(builder, "");
    }

    private Run run(ProcessBuilder builder, String input) throws IOException, InterruptedException {
        File out = folder.newFile();
        File err = folder.newFile();
        builder.redirectOutput(out).redirectError(err);
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(UTF_8));
        process.getOutputStream().close();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher does not return: " + builder.command());
        }
        return new Run(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }

    /** Interrupts reach it also where the tests were started with interrupts ignored, which a shell cannot undo. */
    Process spawn(String... arguments) throws IOException {
        ProcessBuilder builder = launcher(arguments);
        builder.command().addAll(0, List.of("env", "--default-signal=INT"));
        return builder.redirectErrorStream(true).start();
    }

    private ProcessBuilder launcher(String... arguments) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "--data", data().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    long pid() throws IOException {
        return number(PID);
    }

    int httpPort() throws IOException {
        return (int) number(HTTP_PORT);
    }

    int sshPort() throws IOException {
        return (int) number(SSH_PORT);
    }

    void kill() throws IOException {
        ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private long number(Pattern field) throws IOException {
        String line = Files.readString(data().resolve("run.json"));
        Matcher matcher = field.matcher(line);
        if (!matcher.find()) {
            throw new AssertionError(field + " is not in " + line);
        }
        return Long.parseLong(matcher.group(1));
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains("-Dquoin.data=" + data()))
                        .orElse(false))
                .toList();
    }
}
