/* The least that any reader of an IGMP capture must do, in one thread of plain C: what
 * igmpscope is measured against.
 *
 *     limit LEVEL FILE
 *
 * LEVEL  parse   every frame is looked at; IPv4 and IGMP are checked, checksums too,
 *                and the records of version 3 reports are walked
 *        track   also who is in which group with which sources, and until when: a table
 *                of memberships and one of sources, nothing else
 *
 * It reads pcap with microseconds and pcapng with nanoseconds, both as generate.c
 * writes them, and keeps none of the protocol's state machines, no counters of kernels,
 * no queriers. Counts go to standard output as JSON.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static inline uint16_t load16(const uint8_t *at) { uint16_t value; memcpy(&value, at, 2); return value; }
static inline uint32_t load32(const uint8_t *at) { uint32_t value; memcpy(&value, at, 4); return value; }
static inline uint64_t load64(const uint8_t *at) { uint64_t value; memcpy(&value, at, 8); return value; }
static inline uint32_t net16(const uint8_t *at) { return __builtin_bswap16(load16(at)); }
static inline uint32_t net32(const uint8_t *at) { return __builtin_bswap32(load32(at)); }

/* An open-addressing table of deadlines, in tenths of a second, by a 64-bit key. */
struct slot { uint64_t key; uint32_t deadline; uint32_t heard; };
struct table { struct slot *slots; uint64_t mask, used; };

static struct table memberships, sources, groups;
static uint64_t joined, left, refreshed;
static struct {
    uint64_t packets, bytes, igmp, bad_ip_header, bad_checksum, bad_report;
    uint64_t queries, v1_reports, v2_reports, v3_reports, leaves, records;
} counts;

static inline uint64_t place(const struct table *table, uint64_t key) {
    unsigned __int128 product = (unsigned __int128)(key + 1) * 0x9e3779b97f4a7c15;
    return ((uint64_t)product ^ (uint64_t)(product >> 64)) & table->mask;
}

static void reserve(struct table *table, uint64_t capacity) {
    size_t size = capacity * sizeof(struct slot);
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) { perror("limit"); exit(1); }
#ifdef MADV_HUGEPAGE
    if (size >= 4 << 20) madvise(memory, size, MADV_HUGEPAGE);
#endif
    table->slots = memory;
    table->mask = capacity - 1;
}

__attribute__((noinline)) static void grow(struct table *table) {
    struct table old = *table;
    reserve(table, 2 * (old.mask + 1));
    for (uint64_t i = 0; i <= old.mask; i++) {
        if (old.slots[i].key == 0) continue;
        uint64_t at = place(table, old.slots[i].key);
        while (table->slots[at].key != 0) at = (at + 1) & table->mask;
        table->slots[at] = old.slots[i];
    }
    munmap(old.slots, (old.mask + 1) * sizeof(struct slot));
}

/* The slot of a key, made where there is none unless `only_known`. */
static inline struct slot *find(struct table *table, uint64_t key, bool only_known) {
    for (;;) {
        uint64_t at = place(table, key);
        while (table->slots[at].key != 0) {
            if (table->slots[at].key == key) return &table->slots[at];
            at = (at + 1) & table->mask;
        }
        if (only_known) return NULL;
        if (4 * table->used < 3 * table->mask) {
            table->used++;
            table->slots[at].key = key;
            return &table->slots[at];
        }
        grow(table);
    }
}

/* Changes are made some packets late, so that the memory they need has come by then. */
enum action { join_group, leave_group, hear_source };
static struct change { uint64_t key; uint32_t now, deadline; enum action action; } pending[8];
static uint64_t pending_count;

static inline void apply(const struct change *change) {
    if (change->action == hear_source) {
        struct slot *slot = find(&sources, change->key, false);
        slot->deadline = change->deadline;
        slot->heard++;
        return;
    }
    struct slot *slot = find(&memberships, change->key, change->action == leave_group);
    if (change->action == join_group) {
        if (slot->deadline > change->now) refreshed++; else joined++;
        slot->deadline = change->deadline;
        slot->heard++;
    } else if (slot && slot->deadline > change->now) {
        left++;
        slot->deadline = 0;
    }
}

static inline void put_off(enum action action, uint64_t key, uint32_t now) {
    struct table *table = action == hear_source ? &sources : &memberships;
    __builtin_prefetch(&table->slots[place(table, key)], 1);
    struct change *change = &pending[pending_count++ % 8];
    if (pending_count > 8) apply(change);
    *change = (struct change){key, now, now + 2600, action};
}

/* The number of a group on an interface, in the upper half of the tables' keys. */
static inline uint64_t group_key(uint32_t interface, uint32_t address) {
    struct slot *slot = find(&groups, (uint64_t)(interface + 1) << 32 | address, false);
    if (slot->heard == 0) slot->heard = (uint32_t)groups.used;
    return (uint64_t)slot->heard << 32;
}

static inline uint32_t folded_sum(const uint8_t *bytes, uint32_t length) {
    uint64_t low = 0, high = 0;
    for (; length >= 8; bytes += 8, length -= 8) {
        uint64_t word = load64(bytes);
        low += (uint32_t)word;
        high += word >> 32;
    }
    low += high;
    if (length & 4) { low += load32(bytes); bytes += 4; }
    if (length & 2) { low += load16(bytes); bytes += 2; }
    if (length & 1) low += *bytes;
    low = (low & 0xffffffff) + (low >> 32);
    low = (low & 0xffffffff) + (low >> 32);
    low = (low & 0xffff) + (low >> 16);
    return (uint32_t)((low & 0xffff) + (low >> 16));
}

static inline void read_records(
    const uint8_t *message, uint32_t length, uint32_t host, uint32_t interface, uint32_t now, bool tracks
) {
    uint32_t at = 8;
    for (uint32_t left = net16(message + 6); left > 0; left--) {
        if (at + 8 > length) { counts.bad_report++; return; }
        uint32_t type = message[at], count = net16(message + at + 2);
        uint32_t end = at + 8 + 4 * count + 4 * message[at + 1];
        if (end > length) { counts.bad_report++; return; }
        counts.records++;
        if (tracks && type >= 1 && type <= 6) {
            uint64_t key = group_key(interface, net32(message + at + 4));
            bool is_exclude = type == 2 || type == 4;
            if (is_exclude || (count > 0 && type != 6)) put_off(join_group, key | host, now);
            else if (type == 1 || type == 3) put_off(leave_group, key | host, now);
            for (uint32_t i = 0; i < count; i++) put_off(hear_source, key | net32(message + at + 8 + 4 * i), now);
        }
        at = end;
    }
    counts.v3_reports++;
}

static inline void read_frame(
    const uint8_t *frame, uint32_t length, uint32_t interface, uint32_t now, bool tracks
) {
    counts.packets++;
    counts.bytes += length;
    if (length < 38) return;
    const uint8_t *type = frame + 12;
    if (load16(type) == 0x0081) type += 4;
    if (load16(type) != 0x0008 || type[11] != 2) return;
    const uint8_t *ip = type + 2;
    uint32_t available = (uint32_t)(frame + length - ip), header = (ip[0] & 15) * 4u, total = net16(ip + 2);
    counts.igmp++;
    if (ip[0] >> 4 != 4 || header < 20 || header > total || total > available || folded_sum(ip, header) != 0xffff) {
        counts.bad_ip_header++;
        return;
    }
    const uint8_t *message = ip + header;
    uint32_t message_length = total - header;
    if (message_length < 8 || folded_sum(message, message_length) != 0xffff) { counts.bad_checksum++; return; }
    uint32_t host = net32(ip + 12);
    switch (message[0]) {
    case 0x11: counts.queries++; break;
    case 0x12:
    case 0x16:
        if (message[0] == 0x12) counts.v1_reports++; else counts.v2_reports++;
        if (tracks) put_off(join_group, group_key(interface, net32(message + 4)) | host, now);
        break;
    case 0x17:
        counts.leaves++;
        if (tracks) put_off(leave_group, group_key(interface, net32(message + 4)) | host, now);
        break;
    case 0x22: read_records(message, message_length, host, interface, now, tracks); break;
    }
}

/* Both return where the first record begins that does not end before `limit`. */
static inline const uint8_t *read_pcap(const uint8_t *at, const uint8_t *limit, bool tracks) {
    static uint64_t first;
    while (limit - at >= 16 && (uint64_t)(limit - at) - 16 >= load32(at + 8)) {
        uint64_t time = (uint64_t)load32(at) * 10 + load32(at + 4) / 100000;
        if (first == 0) first = time;
        read_frame(at + 16, load32(at + 8), 0, (uint32_t)(time - first), tracks);
        at += 16 + load32(at + 8);
    }
    return at;
}
static inline const uint8_t *read_pcapng(const uint8_t *at, const uint8_t *limit, bool tracks) {
    static uint64_t first;
    while (limit - at >= 12 && limit - at >= load32(at + 4)) {
        if (load32(at) == 6) {
            uint64_t time = ((uint64_t)load32(at + 12) << 32 | load32(at + 16)) / 100000000;
            if (first == 0) first = time;
            read_frame(at + 28, load32(at + 20), load32(at + 8), (uint32_t)(time - first), tracks);
        }
        at += load32(at + 4);
    }
    return at;
}

int main(int argument_count, char **arguments) {
    bool tracks = argument_count == 3 && strcmp(arguments[1], "track") == 0;
    if (argument_count != 3 || (!tracks && strcmp(arguments[1], "parse") != 0)) {
        fprintf(stderr, "usage: limit parse|track FILE\n");
        return 2;
    }
    int descriptor = open(arguments[2], O_RDONLY);
    /* Read, not mapped: what mapping takes depends on the pieces in which the kernel holds the file. */
    static uint8_t buffer[256 << 10];
    ssize_t present = descriptor < 0 ? -1 : read(descriptor, buffer, sizeof buffer);
    if (present < 24) { perror(arguments[2]); return 1; }
    reserve(&memberships, 4096);
    reserve(&sources, 4096);
    reserve(&groups, 65536);
    bool is_pcapng = load32(buffer) == 0x0a0d0d0a;
    const uint8_t *at = is_pcapng ? buffer : buffer + 24;
    for (ssize_t count = present; count > 0; present += count) {
        const uint8_t *limit = buffer + present;
        if (is_pcapng) at = tracks ? read_pcapng(at, limit, true) : read_pcapng(at, limit, false);
        else at = tracks ? read_pcap(at, limit, true) : read_pcap(at, limit, false);
        present = limit - at;
        memmove(buffer, at, (size_t)present);
        at = buffer;
        count = read(descriptor, buffer + present, sizeof buffer - (size_t)present);
    }
    for (uint64_t i = pending_count > 8 ? pending_count - 8 : 0; i < pending_count; i++) apply(&pending[i % 8]);
    printf("{\"packets\": %llu, \"bytes\": %llu, \"igmp_packets\": %llu, ", (unsigned long long)counts.packets,
        (unsigned long long)counts.bytes, (unsigned long long)counts.igmp);
    printf("\"messages\": {\"v1_report\": %llu, \"v2_report\": %llu, \"v3_report\": %llu, \"leave\": %llu}, ",
        (unsigned long long)counts.v1_reports, (unsigned long long)counts.v2_reports,
        (unsigned long long)counts.v3_reports, (unsigned long long)counts.leaves);
    printf("\"invalid\": {\"bad_ip_header\": %llu, \"bad_checksum\": %llu, \"bad_report\": %llu}, ",
        (unsigned long long)counts.bad_ip_header, (unsigned long long)counts.bad_checksum,
        (unsigned long long)counts.bad_report);
    printf("\"queries\": %llu, \"records\": %llu, \"joined\": %llu, \"left\": %llu, \"refreshed\": %llu}\n",
        (unsigned long long)counts.queries, (unsigned long long)counts.records, (unsigned long long)joined,
        (unsigned long long)left, (unsigned long long)refreshed);
    return 0;
}
