package org.quoin.ledger.core.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.core.node.ExportReader.InvalidExportException;

/**
 * A development ledger and the keys of its node in one ZIP file: {@code ledger}, an export as {@link ExportWriter} has it, and
 * {@code wallet/NAME.key} for each account that the wallet has keys for.
 */
public final class DumpFile implements AutoCloseable {
    private static final String LEDGER = "ledger";
    private static final String WALLET = "wallet/";
    private static final String KEY = ".key";

    /** Of the keys of one account, in bytes. */
    private static final int MAX_KEYS = 1 << 16;

    private final ZipFile zip;

    private DumpFile(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * Writes a new one.
     *
     * @param head of the last block
     * @param blocks the encoded record of each
     * @param keys by account, as the wallet keeps them
     */
    static void write(
            Path file,
            Header head,
            LongFunction<byte[]> blocks,
            Map<String, String> keys,
            LedgerFile.Progress progress) {
        NewFile.write(file, out -> {
            ZipOutputStream zipped = new ZipOutputStream(out);
            zipped.setLevel(Deflater.BEST_SPEED);
            zipped.putNextEntry(new ZipEntry(LEDGER));
            ExportWriter.write(zipped, head, blocks, progress);
            for (Map.Entry<String, String> each : keys.entrySet()) {
                zipped.putNextEntry(new ZipEntry(WALLET + each.getKey() + KEY));
                zipped.write(each.getValue().getBytes(US_ASCII));
            }
            zipped.finish();
        });
    }

    /**
     * Opens one to read it.
     *
     * @throws IllegalArgumentException if it is none
     * @throws IOException if it cannot be read
     */
    public static DumpFile open(Path file) throws IOException {
        try {
            return new DumpFile(new ZipFile(file.toFile()));
        } catch (ZipException e) {
            throw new IllegalArgumentException("it is no ZIP file (" + e.getMessage() + ")", e);
        }
    }

    /** Its export. */
    InputStream ledger() throws IOException {
        ZipEntry entry = Optional.ofNullable(zip.getEntry(LEDGER))
                .orElseThrow(() -> new InvalidExportException("there is no ledger in it"));
        return zip.getInputStream(entry);
    }

    /**
     * The keys, by account.
     *
     * @throws IllegalArgumentException if an entry is too large, or of no account
     */
    public SortedMap<String, String> keys() throws IOException {
        SortedMap<String, String> keys = new TreeMap<>();
        for (ZipEntry entry : zip.stream().toList()) {
            String name = entry.getName();
            if (name.startsWith(WALLET) && name.endsWith(KEY)) {
                String account = name.substring(WALLET.length(), name.length() - KEY.length());
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] content = in.readNBytes(MAX_KEYS + 1);
                    if (!Names.isAccount(account) || content.length > MAX_KEYS) {
                        throw new IllegalArgumentException("'" + name + "' holds no keys of an account");
                    }
                    keys.put(account, new String(content, US_ASCII));
                }
            }
        }
        return keys;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
