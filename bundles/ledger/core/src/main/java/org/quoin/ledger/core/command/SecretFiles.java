package org.quoin.ledger.core.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Input;

/** Secrets that people keep in files of their own. No message has what is in them. */
final class SecretFiles {
    private static final int LARGEST = 1 << 20;

    /** Of a character of Java in UTF-8. */
    private static final int MOST_BYTES = 3;

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private SecretFiles() {}

    /** A file by the option that names it. */
    static Path path(Input input, String option, @Nullable String given) {
        String file = input.required(option, given);
        try {
            Path path = Path.of(file);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            throw notAbsolute(option, file);
        }
        throw notAbsolute(option, file);
    }

    private static ConsoleException notAbsolute(String option, String file) {
        return new ConsoleException(
                "INVALID_ARGUMENT",
                option + ": '" + file + "' is not an absolute path on the node's machine: write it from / on.",
                Values.of("argument", option).and("value", file));
    }

    /** All of a file in UTF-8 that nobody but its owner may read. */
    static Secret read(Path file) {
        byte[] bytes = bytes(file);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        try {
            boolean wellFormed = !StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes), decoded, true)
                    .isError();
            if (!wellFormed) {
                throw new CharacterCodingException();
            }
            return new Secret(Arrays.copyOf(decoded.array(), decoded.position()));
        } catch (CharacterCodingException e) {
            throw failure("INVALID_FILE", file, "is not text in UTF-8: name another file.");
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(decoded.array(), '\0');
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw failure("NO_FILE", file, "is not there, or is no file: check the path.");
            }
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            others.addAll(Files.getPosixFilePermissions(file));
            others.removeAll(OWNERS);
            if (!others.isEmpty()) {
                throw failure(
                        "FILE_OPEN_TO_OTHERS",
                        file,
                        "can be read or written by others than its owner: take that away with chmod 600, and think of"
                                + " what they have seen.");
            }
            if (Files.size(file) > LARGEST) {
                throw failure("INVALID_FILE", file, "is larger than 1 MiB: name another file.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw caused(failure("FILE_FAILED", file, "cannot be read: check its owner and permissions."), e);
        }
    }

    /** The first line of such a file, without its end. */
    static Secret firstLine(Path file) {
        try (Secret all = read(file)) {
            CharBuffer characters = all.characters();
            int end = 0;
            while (end < characters.length() && characters.charAt(end) != '\n' && characters.charAt(end) != '\r') {
                end++;
            }
            char[] line = new char[end];
            characters.get(line);
            return new Secret(line);
        }
    }

    static void requireAbsent(Path file) {
        if (Files.exists(file)) {
            throw exists(file);
        }
    }

    /** A new file that only its owner may read, durable when this returns. Nothing is overwritten. */
    static void create(Path file, Secret content) {
        CharBuffer characters = content.characters();
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES * characters.length());
        StandardCharsets.UTF_8.newEncoder().encode(characters, bytes, true);
        bytes.flip();
        try (FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            throw caused(failure("FILE_FAILED", file, "cannot be written: check the path, space and permissions."), e);
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    private static ConsoleException exists(Path file) {
        return failure("FILE_EXISTS", file, "is there already, and nothing is overwritten: name a file that is not.");
    }

    private static ConsoleException failure(String code, Path file, String why) {
        return new ConsoleException(code, "The file " + file + " " + why, Values.of("file", file.toString()));
    }

    private static ConsoleException caused(ConsoleException failure, IOException cause) {
        failure.initCause(cause);
        return failure;
    }
}
