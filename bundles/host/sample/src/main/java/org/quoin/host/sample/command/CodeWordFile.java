package org.quoin.host.sample.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;

/** A code word comes in a file, because command lines are kept and seen by others. */
final class CodeWordFile {
    static final String OPTION = "--code-word-file";

    /** In bytes: more than the longest code word has. */
    private static final int MAX = 1_000;

    private CodeWordFile() {}

    /** @throws ConsoleException if there is no such file, or something else than a word in it */
    static String read(String name) {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            byte[] content = in.readNBytes(MAX + 1);
            if (content.length > MAX) {
                throw invalid(name, "has more in it than a code word");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid(name, "is no text in UTF-8");
        } catch (IOException | InvalidPathException e) {
            ConsoleException failed = invalid(name, "cannot be read");
            failed.initCause(e);
            throw failed;
        }
    }

    private static ConsoleException invalid(String name, String why) {
        return new ConsoleException(
                "INVALID_ARGUMENT",
                OPTION + ": '" + name + "' " + why + ": name a file that holds the code word and nothing else.",
                Values.of("argument", OPTION).and("value", name));
    }
}
