"""Ask for known vulnerabilities in the locked versions: python .ci/audit.py PIP-AUDIT REQUIREMENTS.

Fails where one is known. Where the service of advisories cannot be asked it says so and does not fail: pip-audit itself
takes a package index without advisories for packages without vulnerabilities.
"""

from __future__ import annotations

import json
import subprocess
import sys


def main(pip_audit: str, requirements: str) -> int:
    command = [pip_audit, "--requirement", requirements, "--no-deps", "--disable-pip", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"not audited, no service of advisories answers: {done.stderr.strip().splitlines()[-1:]}")
        return 0
    asked = [item for item in found if "skip_reason" not in item]
    if not asked:
        print("not audited: this index has no advisories")
        return 0
    wrong = [item for item in asked if item["vulns"]]
    print(f"{len(asked)} of {len(found)} packages audited, {len(wrong)} with a known vulnerability")
    for item in wrong:
        print(f"  {item['name']} {item['version']}: {', '.join(known['id'] for known in item['vulns'])}")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
