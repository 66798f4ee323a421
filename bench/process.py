"""What a server process has used: CPU milliseconds and resident memory, from /proc (Linux only)."""

from __future__ import annotations

import os
from pathlib import Path

IS_MEASURABLE = Path("/proc/self/stat").exists()
WHY_NOT = "CPU and memory are read from /proc, which only Linux has"


def cpu_ms(pid: int) -> float:
    """User and system time of all threads since the process began, to 10 ms."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def resident_kib(pid: int) -> float:
    return int(_stat(pid)[21]) * os.sysconf("SC_PAGE_SIZE") / 1024


def peak_memory_mib() -> float | None:
    """The most memory this process has held; None where /proc does not tell."""
    if not IS_MEASURABLE:
        return None
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024


def _stat(pid: int) -> list[str]:
    """The fields after the command name, which may itself hold spaces: proc_pid_stat(5), from field 3 on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
