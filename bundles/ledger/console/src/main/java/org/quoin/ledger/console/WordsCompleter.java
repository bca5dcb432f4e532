package org.quoin.ledger.console;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/**
 * What the tab key offers for an argument, or for the value of an option. It never throws, and it offers nothing if the ledger
 * does not say within {@value #PATIENCE_MILLIS} ms what there is. For an argument it also offers the command's options, which
 * Karaf 4.4.10 does only before the first argument.
 */
public abstract class WordsCompleter implements Completer {
    /** The most words that are worth asking for: nobody reads on. */
    protected static final int MOST = 300;

    private static final Logger LOG = System.getLogger(WordsCompleter.class.getName());
    private static final int PATIENCE_MILLIS = 500;

    /**
     * The words that there are, whatever the beginning of one that is typed already. Called on any thread.
     *
     * @param before what stands on the line before the cursor, beginning with the command
     */
    protected abstract Collection<String> words(List<String> before);

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        List<Candidate> found = new ArrayList<>();
        completeCandidates(session, line, found);
        found.forEach(candidate -> candidates.add(candidate.value()));
        return found.isEmpty() ? -1 : line.getBufferPosition() - line.getArgumentPosition();
    }

    @Override
    public final void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        String word = line.getCursorArgument() == null ? "" : line.getCursorArgument();
        String beginning = word.substring(0, Math.min(word.length(), Math.max(0, line.getArgumentPosition())));
        int index = line.getCursorArgumentIndex();
        if (index == 0) { // so the shell asks whether a word that was typed before may stand there
            candidates.add(new Candidate(word, true));
        } else if (beginning.startsWith("-")) {
            completeOptions(session, line, candidates);
        } else {
            List<String> before = Arrays.asList(line.getArguments()).subList(0, index);
            inTime(before, beginning).stream()
                    .filter(each -> each.startsWith(beginning))
                    .map(each -> new Candidate(each, !each.endsWith("/")))
                    .forEach(candidates::add);
        }
    }

    /** Words of which the beginning is known; all of them unless a subclass knows better. */
    protected Collection<String> words(List<String> before, String beginning) {
        return words(before);
    }

    private Collection<String> inTime(List<String> before, String beginning) {
        try {
            return CompletableFuture.supplyAsync(() -> words(before, beginning))
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "a line is not completed", e);
        }
        return List.of();
    }

    /** By the command itself, as if its arguments were not there. */
    private static void completeOptions(Session session, CommandLine line, List<Candidate> candidates) {
        String[] name = session.resolveCommand(line.getArguments()[0]).split(":", 2);
        Command command = name.length == 2 ? session.getRegistry().getCommand(name[0], name[1]) : null;
        if (command != null) {
            command.getCompleter(false).completeCandidates(session, new WithoutArguments(line), candidates);
        }
    }

    /** The command and the word at the cursor. */
    private record WithoutArguments(CommandLine line) implements CommandLine {
        @Override
        public int getCursorArgumentIndex() {
            return 1;
        }

        @Override
        public String getCursorArgument() {
            return line.getCursorArgument();
        }

        @Override
        public int getArgumentPosition() {
            return line.getArgumentPosition();
        }

        @Override
        public String[] getArguments() {
            return new String[] {Objects.requireNonNull(line.getArguments()[0]), line.getCursorArgument()};
        }

        @Override
        public int getBufferPosition() {
            return line.getBufferPosition();
        }

        @Override
        public String getBuffer() {
            return line.getBuffer();
        }
    }
}
