package org.quoin.ledger.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Offers files on the machine of the node, directories with a slash at their end. */
@Service
public final class FileNames extends WordsCompleter {
    @Override
    protected Collection<String> words(List<String> before) {
        return words(before, "");
    }

    @Override
    protected Collection<String> words(List<String> before, String beginning) {
        String directory = beginning.substring(0, beginning.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.list(Path.of(directory.isEmpty() ? "." : directory))) {
            return files.map(file -> directory + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(name -> name.startsWith(beginning))
                    .limit(MOST)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
