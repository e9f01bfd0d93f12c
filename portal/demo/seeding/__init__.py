"""What the demo network is filled with, one idea to a module; `portal.demo.seed` calls them in order.

Reading order: `made_up` marks what is not real, `places` are the made-up areas, `cast` the people and groups,
`edges` what ties them together, `sources` the blogs that are followed, `logins` those who can sign in,
`memberships` what they may do, `pages` the programmes' pages, `posted` the stories posted here. Each may run
again: what is there is left as it is.
"""
