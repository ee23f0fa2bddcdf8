#!/usr/bin/python3
"""Calls of plugins that ended 180 days ago, by the engine's clock, are not kept; history is, and what
waits for a person."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from plugin_county import BROKEN, PluginCounty  # noqa: E402


class PluginUpkeep(PluginCounty):
    def test_calls_that_ended_long_ago_go(self):
        self.install()
        case = self.case_in_review()
        self.advance("0m")
        (job,) = self.jobs()
        self.assertEqual(job["state"], "done")
        self.advance("179d")
        self.assertEqual([one["id"] for one in self.jobs()], [job["id"]])
        self.advance("1d")
        self.advance("1h")
        self.assertEqual(self.jobs(), [])
        (row,) = self.completions(case)
        self.assertEqual(row["plugin_digest"], job["digest"], "history stays")
        self.advance("1h")
        self.assertEqual(len(self.completions(case)), 1)

    def test_what_waits_for_a_person_stays(self):
        self.install(main=BROKEN)
        self.case_in_review()
        self.advance("2h")
        self.advance("181d")
        self.advance("1h")
        (job,) = self.jobs()
        self.assertEqual(job["state"], "failed")
        self.people["admin"].must("POST", f"plugins/checker/jobs/{job['id']}/skip",
                                  {"reason": "改由人工办理"})
        self.advance("181d")
        self.advance("1h")
        self.assertEqual(self.jobs(), [])


if __name__ == "__main__":
    unittest.main()
