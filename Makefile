# igmpscope: everything is done by SwiftPM; this file knows in which order.
# POSIX make, so that BSD make reads it too.

PREFIX = /usr/local
DESTDIR =
# What "make demo" reports on.
DEMO = Fixtures/made/mixed-versions.pcap
# What "make bench" is told, such as "--scale 0.1 dense".
BENCH =
# How long "make fuzz" tries each of the parsers, in seconds, and which.
TIME = 60
TARGETS = packets pcap pcapng compressed chain

PROGRAM = .build/release/igmpscope
MAN = man/igmpscope.1

bin = $(DESTDIR)$(PREFIX)/bin
man = $(DESTDIR)$(PREFIX)/share/man/man1
schemas = $(DESTDIR)$(PREFIX)/share/igmpscope
bash = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zsh = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fish = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
units = $(DESTDIR)$(PREFIX)/lib/systemd/system

# Setting up comes before all else, whatever -j says.
.NOTPARALLEL:
.PHONY: help setup release demo lint test sanitize bench fuzz coverage install uninstall clean

help:
	@echo 'make demo       set up, build, and report on $(DEMO)'
	@echo 'make test       set up, build, lint, and run every test'
	@echo 'make sanitize   run every test, and the program, under the address sanitizer'
	@echo 'make fuzz       TIME=$(TIME) TARGETS=: seconds of fuzzing for each parser'
	@echo 'make coverage   how much of the readers of foreign bytes their tests reach'
	@echo 'make release    set up and build $(PROGRAM)'
	@echo 'make bench      measure the speed; BENCH="--scale 0.1 dense" measures less'
	@echo 'make install    PREFIX=$(PREFIX) DESTDIR=: program, manual, schemas, completions, service'
	@echo 'make uninstall  with the same PREFIX and DESTDIR'
	@echo 'make lint       style of the sources, form of the manual'
	@echo 'make setup      install what building and testing need'
	@echo 'make clean      remove what was built'

setup:
	Scripts/setup test

# Linux has no Swift runtime of its own, so there the program brings it along.
release:
	Scripts/setup build
	swift build -c release --product igmpscope \
	    $$(if [ "$$(uname -s)" = Linux ]; then echo --static-swift-stdlib; fi)

demo: release
	$(PROGRAM) -r $(DEMO)

lint:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift
	mandoc -T lint -W warning $(MAN)

# The tests that run the whole program take the one built here. Live tests wait for
# kernels: with more tests under way than processors, the others would wait for them
# until their time was up.
test: setup lint release
	swift build --build-tests
	IGMPSCOPE_PROGRAM="$$PWD/$(PROGRAM)" SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=2 \
	    swift test --skip-build --disable-xctest
	Tests/Benchmarks/instructions.py --program $(PROGRAM)

# Everything over again, with an eye on every access to memory. What the test
# library itself never frees is not looked for. Swift has no sanitizer of undefined
# behaviour here, and traps where others have one; with one thread there is no race.
sanitize: setup
	swift build --build-tests --sanitize address --scratch-path .build-address
	IGMPSCOPE_PROGRAM="$$PWD/.build-address/debug/igmpscope" ASAN_OPTIONS=detect_leaks=0 \
	    SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=2 \
	    swift test --skip-build --disable-xctest --sanitize address --scratch-path .build-address

# What is found is kept in .build-fuzz/found, to be put into Fixtures/corpus. A
# crash is to end the fuzzer at once: without Swift's own words about it. Of two
# --sanitize the compiler heeds the last alone, so it is told of both at once.
fuzz: setup
	IGMPSCOPE_FUZZER=1 swift build -c release --product Fuzzer --sanitize fuzzer \
	    -Xswiftc -sanitize=fuzzer,address --scratch-path .build-fuzz
	@for target in $(TARGETS); do \
	    mkdir -p .build-fuzz/corpus/$$target .build-fuzz/found; \
	    echo "fuzzing $$target for $(TIME) s"; \
	    FUZZ_TARGET=$$target SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=malloc_context_size=2 .build-fuzz/release/Fuzzer \
	        -max_total_time=$(TIME) -max_len=4096 -timeout=20 -rss_limit_mb=1536 \
	        -artifact_prefix=.build-fuzz/found/$$target- \
	        .build-fuzz/corpus/$$target Fixtures/corpus/$$target >.build-fuzz/log-$$target 2>&1 || \
	        { cat .build-fuzz/log-$$target; exit 1; }; \
	    if grep -q 'no interesting inputs' .build-fuzz/log-$$target; then \
	        echo 'the fuzzer does not see which branches it takes' >&2; exit 1; \
	    fi; \
	    tail -n 1 .build-fuzz/log-$$target; \
	done

# Makes captures of 11 GB in all under the temporary directory, and leaves them there.
bench: release
	Tests/Benchmarks/run.py $(BENCH)

# Of the two targets that read foreign bytes, by their own tests alone.
coverage: setup
	swift build --build-tests --enable-code-coverage --scratch-path .build-coverage
	swift test --skip-build --disable-xctest --enable-code-coverage --scratch-path .build-coverage \
	    --filter '^(IGMPWireTests|CaptureFilesTests)\.'
	"$$(dirname "$$(command -v swift)")/llvm-cov" report \
	    -instr-profile .build-coverage/debug/codecov/default.profdata \
	    .build-coverage/debug/igmpscopePackageTests.xctest Sources/IGMPWire Sources/CaptureFiles

# Under sudo what the user has built is installed: root may have no swift, and
# what root builds the user cannot build again.
install:
	[ -n "$$SUDO_UID" ] && [ -x $(PROGRAM) ] || $(MAKE) release
	mkdir -p '$(bin)' '$(man)' '$(schemas)' '$(bash)' '$(zsh)' '$(fish)'
	install -m 755 $(PROGRAM) '$(bin)/igmpscope'
	install -m 644 $(MAN) '$(man)/igmpscope.1'
	install -m 644 Schemas/*.schema.json '$(schemas)'
	$(PROGRAM) --generate-completion-script bash >'$(bash)/igmpscope'
	$(PROGRAM) --generate-completion-script zsh >'$(zsh)/_igmpscope'
	$(PROGRAM) --generate-completion-script fish >'$(fish)/igmpscope.fish'
	if [ "$$(uname -s)" = Linux ]; then \
	    mkdir -p '$(units)' && \
	    sed 's|/usr/local/|$(PREFIX)/|' packaging/igmpscope@.service >'$(units)/igmpscope@.service'; \
	fi

uninstall:
	rm -f '$(bin)/igmpscope' '$(man)/igmpscope.1'
	rm -f '$(bash)/igmpscope' '$(zsh)/_igmpscope' '$(fish)/igmpscope.fish'
	rm -f '$(schemas)/report.schema.json' '$(schemas)/event.schema.json' '$(schemas)/packet.schema.json' \
	    '$(schemas)/comparison.schema.json' '$(units)/igmpscope@.service'
	if [ -d '$(schemas)' ]; then rmdir '$(schemas)'; fi

clean:
	rm -rf .build .build-*
