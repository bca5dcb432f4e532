package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountainRangeTest {
    /** The leaves and the tree heads of the reference implementation of RFC 6962. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> HEADS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void itsTreeIsThatOfRfc6962() {
        MountainRange range = MountainRange.EMPTY;
        for (int i = 0; i < LEAVES.size(); i++) {
            byte[] leaf = HexFormat.of().parseHex(LEAVES.get(i));
            range = range.withLeaf(Hash.sha256(new byte[] {0}, leaf));
            assertThat(range.tree()).hasToString(HEADS.get(i));
        }
    }

    @Test
    void itKeepsAHashForEachOneBitOfItsSizeAndHasTheRootOfTheWholeTree() {
        List<Hash> items = new ArrayList<>();
        MountainRange range = MountainRange.EMPTY;
        assertThat(range.root()).isEqualTo(Hash.ZERO);
        for (int size = 1; size <= 130; size++) {
            Hash item = Hash.sha256(new byte[] {(byte) size});
            items.add(item);
            range = range.with(item);

            byte[] count = {0, 0, 0, 0, 0, 0, 0, (byte) size};
            assertThat(range.peaks()).hasSize(Integer.bitCount(size));
            assertThat(range.root())
                    .isEqualTo(Hash.sha256(new byte[] {2}, count, tree(items).toArray()));
        }
    }

    @Test
    void aRangeWithTooFewOrTooManyPeaksIsNone() {
        assertThatThrownBy(() -> new MountainRange(3, List.of(Hash.ZERO)))
                .hasMessage("a mountain range over 3 items has not 1 peaks");
        assertThatThrownBy(() -> new MountainRange(2, List.of(Hash.ZERO, Hash.ZERO)))
                .hasMessage("a mountain range over 2 items has not 2 peaks");
        assertThatThrownBy(() -> new MountainRange(-1, List.of()))
                .hasMessage("a mountain range over -1 items has not 0 peaks");
    }

    /** By the definition of RFC 6962, section 2.1. */
    private static Hash tree(List<Hash> items) {
        if (items.size() == 1) {
            return Hash.sha256(new byte[] {0}, items.get(0).toArray());
        }
        int left = Integer.highestOneBit(items.size() - 1);
        return Hash.sha256(
                new byte[] {1},
                tree(items.subList(0, left)).toArray(),
                tree(items.subList(left, items.size())).toArray());
    }
}
