package org.quoin.ledger.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.quoin.ledger.core.state.Node.Branch;
import org.quoin.ledger.core.state.Node.Subtree;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * A bucket as bytes: its leaves, from which all else follows. One bucket has one encoding, in the primitives of the codec:
 *
 * <pre>
 * bucket  u8 version, 1 · u8 count of leaves · u8 length of prefix · prefix · then each leaf, ascending by path
 * leaf    the path after the prefix, fixed · bytes value
 * </pre>
 *
 * <p>The prefix is what the least and the greatest path have in common, in whole bytes; the path itself if there is one leaf.
 */
final class BucketCodec {
    private static final int VERSION = 1;

    private BucketCodec() {}

    static byte[] encode(Subtree bucket) {
        List<Leaf> leaves = new ArrayList<>(bucket.count());
        collect(bucket, leaves);
        byte[] first = leaves.get(0).path;
        int prefix = prefix(leaves);
        Writer out = new Writer().u8(VERSION).u8(leaves.size()).u8(prefix).fixed(Arrays.copyOf(first, prefix), prefix);
        for (Leaf leaf : leaves) {
            byte[] path = leaf.path;
            out.fixed(Arrays.copyOfRange(path, prefix, path.length), path.length - prefix)
                    .bytes(leaf.value, Integer.MAX_VALUE);
        }
        return out.toBytes();
    }

    private static void collect(Node node, List<Leaf> leaves) {
        if (node instanceof Page page) {
            for (int leaf = 0; leaf < page.count(); leaf++) {
                leaves.add(page.leaf(leaf));
            }
        } else if (node instanceof Branch branch) {
            collect(branch.left, leaves);
            collect(branch.right, leaves);
        } else {
            throw new IllegalStateException("A bucket in memory has no part in the store");
        }
    }

    private static int prefix(List<Leaf> leaves) {
        byte[] first = leaves.get(0).path;
        int index = Arrays.mismatch(first, leaves.get(leaves.size() - 1).path);
        return index < 0 ? first.length : index;
    }

    /** @throws CodecException if no bucket of this table has this encoding */
    static List<Leaf> decode(byte[] bytes, Table table) {
        Reader in = new Reader(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new CodecException("expected a bucket of version " + VERSION + ", got " + version);
        }
        int count = in.u8();
        int shared = in.u8();
        if (count < 1 || count > Bucket.MOST || shared > table.pathWidth()) {
            throw new CodecException("a bucket with " + count + " leaves and a prefix of " + shared + " bytes");
        }
        byte[] prefix = in.fixed(shared);
        List<Leaf> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] path = Arrays.copyOf(prefix, table.pathWidth());
            byte[] rest = in.fixed(path.length - shared);
            System.arraycopy(rest, 0, path, shared, rest.length);
            if (i > 0 && Arrays.compareUnsigned(leaves.get(i - 1).path, path) >= 0) {
                throw new CodecException("its paths do not ascend");
            }
            leaves.add(new Leaf(path, in.bytes(Integer.MAX_VALUE)));
        }
        in.end();
        if (prefix(leaves) != shared) {
            throw new CodecException("a prefix of " + shared + " bytes is not the longest");
        }
        return leaves;
    }
}
