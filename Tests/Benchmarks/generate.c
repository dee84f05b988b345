/* Writes captures to measure with: the same arguments give the same bytes on every
 * machine. What a right reading of the capture counts goes to standard output as JSON,
 * under the names of igmpscope's own report.
 *
 *     generate KIND FILE [--packets N] [--groups N] [--hosts N] [--degree N]
 *              [--seconds N] [--pcapng]
 *
 * KIND   igmp    nothing but IGMP, of every version, 1 in 100 broken
 *        trunk   frames of 1400 bytes of video, 1 in 1000 of IGMP among them
 *        small   frames of 60 bytes of TCP, UDP, ARP and IPv6, 1 in 1000 of IGMP
 *
 * --degree  in how many groups a host is at most; 0, the default: in any
 * --seconds how much packet time the capture spans, 1000 by default
 * --pcapng  pcapng with nanoseconds and four interfaces, instead of pcap
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { interface_count = 4, largest_frame = 1400 };

/* The messages and faults that are counted, under the names of the report. */
enum count {
    v1_report, v2_report, v3_report, leave, v2_general_query, v2_group_query,
    v3_general_query, v3_group_query, v3_group_source_query, message_count,
    bad_ip_header = message_count, bad_checksum, bad_report, count_count
};
static const char *const count_names[count_count] = {
    "v1_report", "v2_report", "v3_report", "leave", "v2_general_query", "v2_group_query",
    "v3_general_query", "v3_group_query", "v3_group_source_query",
    "bad_ip_header", "bad_checksum", "bad_report",
};
static uint64_t counts[count_count];

static uint64_t group_count = 1000, host_count = 5000, degree;

/* SplitMix64: a number for each value of the state, which goes up by a constant. */
static uint64_t random_state = 20260102;
static uint64_t mixed(uint64_t value) {
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
    value = (value ^ value >> 27) * 0x94d049bb133111eb;
    return value ^ value >> 31;
}
static uint64_t below(uint64_t limit) {
    random_state += 0x9e3779b97f4a7c15;
    return (mixed(random_state) >> 32) * limit >> 32;
}

static void put16(uint8_t *at, uint32_t value) { at[0] = value >> 8; at[1] = value; }
static void put32(uint8_t *at, uint32_t value) { put16(at, value >> 16); put16(at + 2, value); }
static void put_checksum(uint8_t *start, uint32_t length, uint8_t *field) {
    uint32_t sum = 0;
    put16(field, 0);
    for (uint32_t i = 0; i < length; i++) sum += i & 1 ? start[i] : (uint32_t)start[i] << 8;
    while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
    put16(field, ~sum);
}

static uint32_t group_of(uint64_t host) {
    uint64_t group = degree ? mixed(host * 1024 + below(degree)) % group_count : below(group_count);
    return 0xef010000 + (uint32_t)group; /* 239.1.x.y */
}
static uint32_t source(void) { return 0xc0a80000 + (uint32_t)below(256); } /* 192.168.0.x */

/* The message of a version 3 report, with its records; returns its length. */
static uint32_t put_records(uint8_t *message, uint64_t host) {
    static const uint8_t source_counts[20] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4};
    uint32_t record_count = 1 + (uint32_t)below(8), length = 8;
    message[0] = 0x22;
    put16(message + 6, record_count);
    for (uint32_t record = 0; record < record_count; record++) {
        uint32_t sources = source_counts[below(20)];
        message[length] = 1 + (uint8_t)below(6);
        message[length + 1] = 0;
        put16(message + length + 2, sources);
        put32(message + length + 4, group_of(host));
        length += 8;
        for (uint32_t i = 0; i < sources; i++, length += 4) put32(message + length, source());
    }
    return length;
}

/* A query of any kind but version 1; returns its length. */
static uint32_t put_query(uint8_t *message, uint64_t host, uint32_t *destination, enum count *kind) {
    static const enum count kinds[10] = {
        v2_general_query, v2_general_query, v2_general_query, v2_group_query, v2_group_query,
        v3_general_query, v3_general_query, v3_general_query, v3_group_query, v3_group_source_query,
    };
    *kind = kinds[below(10)];
    bool is_general = *kind == v2_general_query || *kind == v3_general_query;
    uint32_t group = is_general ? 0 : group_of(host);
    *destination = is_general ? 0xe0000001 : group;
    message[0] = 0x11;
    message[1] = is_general ? 100 : 10;
    put32(message + 4, group);
    if (*kind == v2_general_query || *kind == v2_group_query) return 8;
    uint32_t sources = *kind == v3_group_source_query ? 1 + (uint32_t)below(4) : 0;
    message[8] = 2;
    message[9] = 125;
    put16(message + 10, sources);
    for (uint32_t i = 0; i < sources; i++) put32(message + 12 + 4 * i, source());
    return 12 + 4 * sources;
}

/* A frame of IGMP with Router Alert; returns its length. */
static uint32_t put_igmp(uint8_t *frame, uint64_t number) {
    uint8_t *ip = frame + 14, *message = ip + 24;
    uint64_t host = below(host_count), choice = below(1000);
    uint32_t from = 0x0a000001 + (uint32_t)host, to, length = 8;
    enum count kind;
    memset(message, 0, 8);
    if (choice < 400) {
        kind = choice < 5 ? v1_report : v2_report;
        message[0] = choice < 5 ? 0x12 : 0x16;
        to = group_of(host);
        put32(message + 4, to);
    } else if (choice < 500) {
        kind = leave;
        message[0] = 0x17;
        to = 0xe0000002;
        put32(message + 4, group_of(host));
    } else if (choice < 550) {
        length = put_query(message, host, &to, &kind);
        from = 0x0afffffe;
    } else {
        kind = v3_report;
        to = 0xe0000016;
        length = put_records(message, host);
        if (below(450) == 0) { /* the last record runs past the end */
            kind = bad_report;
            length -= 2;
        }
    }
    put_checksum(message, length, message + 2);
    memcpy(frame, (uint8_t[]){1, 0, 0x5e, to >> 16 & 0x7f, to >> 8, to, 2, 0}, 8);
    put32(frame + 8, from);
    put16(frame + 12, 0x0800);
    memcpy(ip, (uint8_t[]){0x46, 0xc0, 0, 0, 0, 0, 0x40, 0, 1, 2}, 10);
    put16(ip + 2, 24 + length);
    put16(ip + 4, (uint32_t)number);
    put32(ip + 12, from);
    put32(ip + 16, to);
    put32(ip + 20, 0x94040000);
    put_checksum(ip, 24, ip + 10);
    uint64_t fault = below(1000);
    if (fault < 1) {
        ip[10] ^= 0x55;
        kind = bad_ip_header;
    } else if (fault < 10) {
        message[2] ^= 0x55;
        kind = bad_checksum;
    }
    counts[kind]++;
    length += 14 + 24;
    if (length >= 60) return length;
    memset(frame + length, 0, 60 - length);
    return 60;
}

/* An IPv4 header without options; returns its length. */
static uint32_t put_ip(uint8_t *ip, uint32_t length, uint8_t protocol, uint32_t to, uint64_t number) {
    memcpy(ip, (uint8_t[]){0x45, 0, 0, 0, 0, 0, 0x40, 0, 16, protocol}, 10);
    put16(ip + 2, length);
    put16(ip + 4, (uint32_t)number);
    put32(ip + 12, 0x0a640001);
    put32(ip + 16, to);
    put_checksum(ip, 20, ip + 10);
    return 20;
}

static uint32_t put_video(uint8_t *frame, uint64_t number) {
    uint32_t to = 0xef010000 + (uint32_t)below(group_count);
    memcpy(frame, (uint8_t[]){1, 0, 0x5e, to >> 16 & 0x7f, to >> 8, to, 2, 0, 0, 0, 0, 1, 8, 0}, 14);
    uint8_t *payload = frame + 14 + put_ip(frame + 14, largest_frame - 14, 17, to, number);
    put16(payload, 5000);
    put16(payload + 2, 5000);
    put16(payload + 4, largest_frame - 34);
    put16(payload + 6, 0);
    for (uint64_t i = 0; i < (largest_frame - 48) / 8; i++) {
        uint64_t word = mixed(number * 256 + i);
        memcpy(frame + 48 + 8 * i, &word, 8);
    }
    return largest_frame;
}

static uint32_t put_small(uint8_t *frame, uint64_t number) {
    uint64_t choice = below(256);
    memset(frame, 0, 60);
    memcpy(frame, (uint8_t[]){2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2}, 12);
    uint8_t *type = frame + 12;
    if (choice % 16 == 0) {
        put16(type, 0x8100);
        put16(type + 2, 100 + (uint32_t)below(64));
        type += 4;
    }
    uint8_t *packet = type + 2;
    if (choice < 16) {
        put16(type, 0x0806);
        memcpy(packet, (uint8_t[]){0, 1, 8, 0, 6, 4, 0, 1}, 8);
    } else if (choice < 64) {
        put16(type, 0x86dd);
        memcpy(packet, (uint8_t[]){0x60, 0, 0, 0, 0, 0, 59, 64, 0xfe, 0x80}, 10);
    } else {
        put16(type, 0x0800);
        put_ip(packet, 40, choice < 160 ? 17 : 6, 0x0a000000 + (uint32_t)below(1 << 20), number);
    }
    return 60;
}

static FILE *file;
static void put(const void *bytes, size_t length) {
    if (fwrite(bytes, 1, length, file) != length) {
        perror("generate");
        exit(1);
    }
}
static void put_words(const uint32_t *words, size_t count) { put(words, 4 * count); }

static void put_file_header(bool is_pcapng) {
    if (!is_pcapng) {
        put_words((uint32_t[]){0xa1b2c3d4, 0x00040002, 0, 0, 262144, 1}, 6);
        return;
    }
    put_words((uint32_t[]){0x0a0d0d0a, 28, 0x1a2b3c4d, 1, UINT32_MAX, UINT32_MAX, 28}, 7);
    for (int i = 0; i < interface_count; i++) {
        uint8_t name[4] = {'e', 't', 'h', (uint8_t)('0' + i)};
        put_words((uint32_t[]){1, 40, 1, 262144, 4 << 16 | 2}, 5);
        put(name, 4);
        put_words((uint32_t[]){1 << 16 | 9, 9, 0, 40}, 4);
    }
}

static void put_frame(bool is_pcapng, const uint8_t *frame, uint32_t length, uint64_t time) {
    if (!is_pcapng) {
        uint32_t fraction = (uint32_t)(time % 1000000000 / 1000);
        put_words((uint32_t[]){(uint32_t)(time / 1000000000), fraction, length, length}, 4);
        put(frame, length);
        return;
    }
    uint32_t padding = -length & 3, total = 32 + length + padding;
    uint32_t interface = (uint32_t)below(interface_count);
    put_words((uint32_t[]){6, total, interface, (uint32_t)(time >> 32), (uint32_t)time, length, length}, 7);
    put(frame, length);
    put((uint8_t[3]){0}, padding);
    put_words(&total, 1);
}

static void tell(uint64_t packets, uint64_t bytes) {
    uint64_t igmp = 0;
    for (int i = 0; i < count_count; i++) igmp += counts[i];
    printf("{\"packets\": %llu, \"bytes\": %llu, \"igmp_packets\": %llu", (unsigned long long)packets,
        (unsigned long long)bytes, (unsigned long long)igmp);
    for (int i = 0; i < count_count; i++) {
        const char *start = i == 0 ? ", \"messages\": {" : i == message_count ? "}, \"invalid\": {" : ", ";
        printf("%s\"%s\": %llu", start, count_names[i], (unsigned long long)counts[i]);
    }
    printf("}}\n");
}

int main(int argument_count, char **arguments) {
    uint64_t packets = 10000000, seconds = 1000;
    bool is_pcapng = false;
    struct { const char *name; uint64_t *value; } options[] = {
        {"--packets", &packets}, {"--groups", &group_count}, {"--hosts", &host_count}, {"--degree", &degree},
        {"--seconds", &seconds},
    };
    for (int i = 3; i < argument_count; i++) {
        bool is_known = strcmp(arguments[i], "--pcapng") == 0;
        if (is_known) is_pcapng = true;
        for (size_t option = 0; option < sizeof options / sizeof *options && i + 1 < argument_count; option++) {
            if (is_known || strcmp(arguments[i], options[option].name) != 0) continue;
            *options[option].value = strtoull(arguments[++i], NULL, 10);
            is_known = true;
        }
        if (!is_known) argument_count = 0;
    }
    if (argument_count < 3 || packets == 0) {
        fprintf(stderr, "usage: generate igmp|trunk|small FILE [OPTION NUMBER]... [--pcapng]\n");
        return 2;
    }
    file = fopen(arguments[2], "wb");
    if (!file) {
        perror(arguments[2]);
        return 1;
    }
    setvbuf(file, NULL, _IOFBF, 1 << 20);
    put_file_header(is_pcapng);
    bool has_others = strcmp(arguments[1], "igmp") != 0, is_trunk = strcmp(arguments[1], "trunk") == 0;
    uint64_t time = 1767323045000000000, step = seconds * 1000000000 / packets, bytes = 0;
    for (uint64_t number = 0; number < packets; number++) {
        uint8_t frame[largest_frame];
        bool is_other = has_others && below(1000) != 0;
        uint32_t length = !is_other ? put_igmp(frame, number)
            : is_trunk ? put_video(frame, number) : put_small(frame, number);
        put_frame(is_pcapng, frame, length, time);
        time += step / 2 + below(step);
        bytes += length;
    }
    if (fclose(file) != 0) {
        perror(arguments[2]);
        return 1;
    }
    tell(packets, bytes);
    return 0;
}
