BEGIN TRANSACTION;
CREATE TABLE attachments (
    session INTEGER NOT NULL,
    message INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    type    TEXT,
    size    INTEGER NOT NULL,
    url     TEXT    NOT NULL,
    PRIMARY KEY (session, message, place),
    FOREIGN KEY (session, message) REFERENCES contributions (session, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "attachments" VALUES(1,1550577314037760000,0,'sky.png','image/png',1234,'https://example.org/sky.png');
INSERT INTO "attachments" VALUES(1,1550577314037760000,1,'notes',NULL,7,'https://example.org/notes');
CREATE TABLE contributions (
    session   INTEGER NOT NULL REFERENCES sessions,
    id        INTEGER NOT NULL,
    channel   INTEGER NOT NULL,
    author    INTEGER,
    text      TEXT,
    prefix    INTEGER,
    reply_to  INTEGER,
    forwarded TEXT,
    edited_at TEXT    NOT NULL DEFAULT '',
    deleted   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (session, id),
    CHECK (deleted = 0 OR (author IS NULL AND text IS NULL AND forwarded IS NULL))
) STRICT;
INSERT INTO "contributions" VALUES(1,1549813363507200001,1549813363507200000,100,'The sky, mostly; see https://example.org/blue',NULL,NULL,NULL,'2026-09-16T16:05:00.000000+00:00',0);
INSERT INTO "contributions" VALUES(1,1549813363507200002,1549751707238400000,101,'A1 the sea, and *deep* water',1,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549813363507200003,1549813363507200000,102,'My old blue bicycle',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549813363507200004,1549813363507200000,NULL,NULL,NULL,NULL,NULL,'',1);
INSERT INTO "contributions" VALUES(1,1549813363507200005,1549751707238400000,102,'Because of the sky?',NULL,1549813363507200002,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549813363507200006,1549813363507200002,100,'And the lakes',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549813363507200007,1549813363507200000,101,'Minusta taivas on sininen, koska valo siroaa',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549817138380800002,1549751707238400000,101,'it is the sky of course',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549817306152960000,1549751707238400000,102,'Hello everybody!',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549822339317760000,1549813363507200000,103,'Forget-me-nots in a garden',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1550577314037760000,1549813363507200000,100,'Here it is',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1550577314037760001,1549813363507200000,101,'',NULL,NULL,'https://example.org/original','',0);
INSERT INTO "contributions" VALUES(4,1550700123258880001,1550700123258880000,100,'The sky, once more',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(5,1550719500943360001,1550719500943360000,100,'The sky, as ever',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(5,1550719500943360002,1549751707238400000,101,'A1 the sea',1,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(5,1550722017525760002,1549751707238400000,102,'I say this right after the question',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(5,1550722017525760003,1550719500943360000,104,'Subscribe to my channel and buy my new course, link in bio!',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(5,1550722143354880000,1549751707238400000,105,'A3 the woods in May',3,NULL,NULL,'',0);
CREATE TABLE effects (
    id         INTEGER PRIMARY KEY,
    session    INTEGER NOT NULL,
    fact       INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    number     INTEGER,
    state      TEXT    NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'claimed', 'done', 'given up')),
    claimed_at TEXT,
    channel    INTEGER,
    payload    TEXT,
    anchor     INTEGER,
    message    INTEGER,
    reason     TEXT,
    FOREIGN KEY (session, fact) REFERENCES facts (session, place)
) STRICT;
INSERT INTO "effects" VALUES(1,1,2,'preview',0,'done','2026-09-16T12:00:00.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\n-# Preview by Cora Mill\nTonight we talk about *colour*.\n**When: <t:1789570800:F> until <t:1789575120:t>**\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\nEach question has its own thread: answer there, or here beginning with A1, A2 …","buttons":[],"actions":[{"label":"Remind me","id":"remind:session:1","danger":false}],"files":[{"name":"session-1.ics","text":"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tchat-bot//tchat-bot//EN\r\nBEGIN:VTIMEZONE\r\nTZID:America/New_York\r\nCOMMENT:This timezone only works from 2025-01-01 to 2028-01-01.\r\nBEGIN:STANDARD\r\nDTSTART:20250101T000000\r\nTZNAME:EST\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:20250309T030000\r\nRDATE:20260308T030000,20270314T030000\r\nTZNAME:EDT\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:20251102T020000\r\nRDATE:20261101T020000,20271107T020000\r\nTZNAME:EST\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nSUMMARY:What is colour?\r\nDTSTART;TZID=America/New_York:20260916T110000\r\nDTEND;TZID=America/New_York:20260916T121200\r\nDTSTAMP:20260916T120000Z\r\nUID:session-1-1549751707238400000@tchat-bot\r\nSEQUENCE:2\r\nDESCRIPTION:Tonight we talk about *colour*.\r\nLOCATION:transcript.html#m1549751707238400000\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"}],"pings":[],"quiet":false}',1549389319372800000,1549751707238400005,NULL);
INSERT INTO "effects" VALUES(2,1,2,'preview',1,'done','2026-09-16T12:00:00.000000+00:00',1549751707238400000,'{"text":"## Questions and recommended reading\n**Q1** What is blue?\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n**Q2** What is red?\n**Q3** What is green?\n**Q4** What is grey?\n- Grey\n**Q5** What is white?\n**Q6** What about a light grey? (Ada)","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1549751686266880000,1549751707238400006,NULL);
INSERT INTO "effects" VALUES(3,1,2,'event',NULL,'done',NULL,NULL,NULL,NULL,1549751707238400007,NULL);
INSERT INTO "effects" VALUES(4,1,3,'moved',NULL,'done','2026-09-16T12:00:00.000000+00:00',1549751707238400000,'{"text":"The chat “What is colour?” now opens <t:1789574400:F>.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1549751686266880000,1549751707238400008,NULL);
INSERT INTO "effects" VALUES(5,1,3,'event',NULL,'done',NULL,NULL,NULL,NULL,1549751707238400007,NULL);
INSERT INTO "effects" VALUES(6,1,4,'admit',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(7,1,5,'admit',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(8,1,8,'reminder',0,'done','2026-09-16T15:50:00.000000+00:00',1549751707238400000,'{"text":"“What is colour?” opens <t:1789574400:R>.\n-# <@100> <@101>","buttons":[],"actions":[{"label":"No more reminders","id":"remind:stop:1549751707238400000","danger":false}],"files":[],"pings":[100,101],"quiet":false}',1549751686266880000,1549809588633600000,NULL);
INSERT INTO "effects" VALUES(9,1,9,'welcome',NULL,'done','2026-09-16T16:00:00.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\n- Each question has its own thread: answer there, or here beginning with A1, A2 …\n- Late answers count, too. Reading along is taking part.\n- Answers are recorded and summarised. Edit or delete your message and the record follows; *Leave out of the record* in its menu keeps it out.\nQ1 comes <t:1789574700:R>. The chat ends <t:1789578720:t>.","buttons":[],"actions":[{"label":"Remind me next time","id":"remind:channel:1549751707238400000","danger":false}],"files":[],"pings":[],"quiet":false}',1549809567662080000,1549812105216000000,NULL);
INSERT INTO "effects" VALUES(10,1,9,'pin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(11,1,9,'event',NULL,'done',NULL,NULL,NULL,NULL,1549751707238400007,NULL);
INSERT INTO "effects" VALUES(12,1,10,'question',1,'done','2026-09-16T16:05:00.000000+00:00',1549751707238400000,'{"text":"**Q1 of 6** · #TChat · until <t:1789575300:t>\n## What is blue?\nReading:\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n-# Answer in the thread below, or here beginning with A1.","buttons":[{"label":"On the light from the sky","url":"https://example.org/sky"},{"label":"https://example.org/blue","url":"https://example.org/blue"}],"actions":[],"files":[],"pings":[],"quiet":false}',1549812084244480000,1549813363507200000,NULL);
INSERT INTO "effects" VALUES(13,1,10,'thread',1,'done',NULL,NULL,NULL,NULL,1549813363507200000,NULL);
INSERT INTO "effects" VALUES(14,1,12,'repeated',1,'done','2026-09-16T16:05:00.000000+00:00',1549751707238400000,'{"text":"Still on: [Q1](transcript.html#m1549813363507200000) What is blue?","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1549813342535680000,1549813363507200008,NULL);
INSERT INTO "effects" VALUES(15,1,13,'paused',NULL,'done','2026-09-16T16:05:00.000000+00:00',1549751707238400000,'{"text":"The clock is stopped for a moment. Keep answering; the next question waits.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1549813342535680000,1549813363507200009,NULL);
INSERT INTO "effects" VALUES(16,1,13,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(17,1,14,'resumed',NULL,'done','2026-09-16T16:08:00.000000+00:00',1549751707238400000,'{"text":"The clock is running again. Next up: <t:1789575480:t>.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1549813342535680000,1549814118481920000,NULL);
INSERT INTO "effects" VALUES(18,1,14,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(19,1,15,'extended',NULL,'done','2026-09-16T16:08:00.000000+00:00',1549751707238400000,'{"text":"More time: this part now goes on until <t:1789575600:t>.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1549814097510400000,1549814118481920001,NULL);
INSERT INTO "effects" VALUES(20,1,15,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(21,1,15,'event',NULL,'done',NULL,NULL,NULL,NULL,1549751707238400007,NULL);
INSERT INTO "effects" VALUES(22,1,16,'question',2,'done','2026-09-16T16:20:00.000000+00:00',1549751707238400000,'{"text":"**Q2 of 6** · #TChat · until <t:1789576320:t>\n## What is true red?\n-# Answer in the thread below, or here beginning with A2.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1549814097510400000,1549817138380800000,NULL);
INSERT INTO "effects" VALUES(23,1,16,'thread',2,'done',NULL,NULL,NULL,NULL,1549817138380800000,NULL);
INSERT INTO "effects" VALUES(24,1,16,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(25,1,16,'moved-on',1,'done','2026-09-16T16:20:00.000000+00:00',1549813363507200000,'{"text":"[Q2](transcript.html#m1549817138380800000) is here now. You can still answer this one.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1549817117409280000,1549817138380800001,NULL);
INSERT INTO "effects" VALUES(26,1,17,'ask-filing',2,'done','2026-09-16T16:20:00.000000+00:00',1549817138380800003,'{"text":"**Session 1: What is colour?**\n[Ben](transcript.html#m1549817138380800002) wrote right after Q2: “it is the sky of course” Which question does that answer?","buttons":[],"actions":[{"label":"File under Q2","id":"desk:file:1549817138380800002:2","danger":false},{"label":"File under Q1","id":"desk:file:1549817138380800002:1","danger":false},{"label":"It is just talk","id":"desk:file:1549817138380800002:none","danger":false}],"files":[],"pings":[],"quiet":true}',1549817117409280000,1549817138380800004,NULL);
INSERT INTO "effects" VALUES(27,1,23,'question',7,'done','2026-09-16T16:20:40.000000+00:00',1549751707238400000,'{"text":"**Q7 of 7** · #TChat · until <t:1789576240:t>\n## And what about pink?\n-# Answer in the thread below, or here beginning with A7.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1549817117409280000,1549817306152960001,NULL);
INSERT INTO "effects" VALUES(28,1,23,'thread',7,'done',NULL,NULL,NULL,NULL,1549817306152960001,NULL);
INSERT INTO "effects" VALUES(29,1,23,'card',2,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(30,1,23,'moved-on',2,'done','2026-09-16T16:20:40.000000+00:00',1549817138380800000,'{"text":"[Q7](transcript.html#m1549817306152960001) is here now. You can still answer this one.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1549817285181440000,1549817306152960002,NULL);
INSERT INTO "effects" VALUES(31,1,25,'card',7,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(32,1,26,'extended',NULL,'done','2026-09-16T16:20:40.000000+00:00',1549751707238400000,'{"text":"More time: this part now goes on until <t:1789576240:t>.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1549817285181440000,1549817306152960003,NULL);
INSERT INTO "effects" VALUES(33,1,26,'card',7,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(34,1,26,'event',NULL,'done',NULL,NULL,NULL,NULL,1549751707238400007,NULL);
INSERT INTO "effects" VALUES(35,1,27,'question',3,'done','2026-09-16T16:30:40.000000+00:00',1549751707238400000,'{"text":"**Q3 of 7** · #TChat · until <t:1789576940:t>\n## What is green?\n-# Answer in the thread below, or here beginning with A3.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1549817285181440000,1549819822735360000,NULL);
INSERT INTO "effects" VALUES(36,1,27,'thread',3,'done',NULL,NULL,NULL,NULL,1549819822735360000,NULL);
INSERT INTO "effects" VALUES(37,1,27,'card',7,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(38,1,27,'moved-on',7,'done','2026-09-16T16:30:40.000000+00:00',1549817306152960001,'{"text":"[Q3](transcript.html#m1549819822735360000) is here now. You can still answer this one.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1549819801763840000,1549819822735360001,NULL);
INSERT INTO "effects" VALUES(39,1,28,'closing',NULL,'done','2026-09-16T16:30:40.000000+00:00',1549751707238400000,'{"text":"That was “What is colour?”. Thank you for your answers, and for reading along!\nThe summary follows. Late answers are welcome until <t:1789749040:F>.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1549819801763840000,1549819822735360002,NULL);
INSERT INTO "effects" VALUES(40,1,28,'card',3,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(41,1,28,'event',NULL,'done',NULL,NULL,NULL,NULL,1549751707238400007,NULL);
INSERT INTO "effects" VALUES(42,1,29,'summary',NULL,'done','2026-09-16T16:30:40.000000+00:00',1549751707238400000,'{"text":"## Summary: What is colour?\n**[Q1](transcript.html#m1549813363507200000)** What is blue? (6 answers)\n> “the sea, and *deep* water” — [Ben](transcript.html#m1549813363507200002)\n> “Minusta taivas on sininen, koska valo siroaa” — [Ben](transcript.html#m1549813363507200007)\n> “The sky, mostly; see https://example.org/blue” — [Ada](transcript.html#m1549813363507200001)\n**[Q2](transcript.html#m1549817138380800000)** What is true red? (0 answers)\n**[Q3](transcript.html#m1549819822735360000)** What is green? (0 answers)\n**[Q7](transcript.html#m1549817306152960001)** And what about pink? (0 answers)\n6 of 6 answers read, 4 quoted from 2 people.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1549819801763840000,1549819822735360003,NULL);
INSERT INTO "effects" VALUES(43,1,30,'revision',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(44,1,31,'unpin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(45,1,31,'archive-thread',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(46,1,31,'archive-thread',2,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(47,1,31,'archive-thread',7,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(48,1,31,'archive-thread',3,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(49,2,2,'preview',0,'done','2026-09-18T18:40:40.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\n-# Preview by Cora Mill\nTonight we talk about *colour*.\n**When: <t:1789767640:F> until <t:1789786620:t>**\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\nEach question has its own thread: answer there, or here beginning with A1, A2 …","buttons":[],"actions":[{"label":"Remind me","id":"remind:session:2","danger":false}],"files":[{"name":"session-2.ics","text":"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tchat-bot//tchat-bot//EN\r\nBEGIN:VTIMEZONE\r\nTZID:America/New_York\r\nCOMMENT:This timezone only works from 2025-01-01 to 2028-01-01.\r\nBEGIN:STANDARD\r\nDTSTART:20250101T000000\r\nTZNAME:EST\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:20250309T030000\r\nRDATE:20260308T030000,20270314T030000\r\nTZNAME:EDT\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:20251102T020000\r\nRDATE:20261101T020000,20271107T020000\r\nTZNAME:EST\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nSUMMARY:What is colour?\r\nDTSTART;TZID=America/New_York:20260918T174040\r\nDTEND;TZID=America/New_York:20260918T225700\r\nDTSTAMP:20260918T184040Z\r\nUID:session-2-1549751707238400000@tchat-bot\r\nSEQUENCE:2\r\nDESCRIPTION:Tonight we talk about *colour*.\r\nLOCATION:transcript.html#m1549751707238400000\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"}],"pings":[],"quiet":false}',1550214926172160000,1550577314037760002,NULL);
INSERT INTO "effects" VALUES(50,2,2,'preview',1,'done','2026-09-18T18:40:40.000000+00:00',1549751707238400000,'{"text":"## Questions and recommended reading\n**Q1** What is blue?\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n**Q2** What is red?\n**Q3** What is green?\n**Q4** What is grey?\n- Grey\n**Q5** What is white?","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550577293066240000,1550577314037760003,NULL);
INSERT INTO "effects" VALUES(51,2,2,'event',NULL,'done',NULL,NULL,NULL,NULL,1550577314037760004,NULL);
INSERT INTO "effects" VALUES(52,2,3,'cancelled',NULL,'done','2026-09-18T18:40:40.000000+00:00',1549751707238400000,'{"text":"The chat “What is colour?” is called off.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1550577293066240000,1550577314037760005,NULL);
INSERT INTO "effects" VALUES(53,2,3,'event',NULL,'done',NULL,NULL,NULL,NULL,1550577314037760004,NULL);
INSERT INTO "effects" VALUES(54,3,2,'welcome',NULL,'done','2026-09-18T22:40:40.000000+00:00',1549751707238400000,'{"text":"-# This is a rehearsal.\n# What is colour? · #TChat\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\n- Each question has its own thread: answer there, or here beginning with A1, A2 …\n- Late answers count, too. Reading along is taking part.\n- Answers are recorded and summarised. Edit or delete your message and the record follows; *Leave out of the record* in its menu keeps it out.\nQ1 comes <t:1789771241:R>. The chat ends <t:1789771247:t>.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550275324149760000,1550637712015360000,NULL);
INSERT INTO "effects" VALUES(55,3,2,'pin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(56,3,3,'question',1,'done','2026-09-18T22:40:41.000000+00:00',1549751707238400000,'{"text":"**Q1 of 5** · #TChat · until <t:1789771242:t>\n## What is blue?\nReading:\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n-# Answer in the thread below, or here beginning with A1.","buttons":[{"label":"On the light from the sky","url":"https://example.org/sky"},{"label":"https://example.org/blue","url":"https://example.org/blue"}],"actions":[],"files":[],"pings":[],"quiet":false}',1550637691043840000,1550637716209664000,NULL);
INSERT INTO "effects" VALUES(57,3,3,'thread',1,'done',NULL,NULL,NULL,NULL,1550637716209664000,NULL);
INSERT INTO "effects" VALUES(58,3,4,'question',2,'done','2026-09-18T22:40:42.000000+00:00',1549751707238400000,'{"text":"**Q2 of 5** · #TChat · until <t:1789771243:t>\n## What is red?\n-# Answer in the thread below, or here beginning with A2.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550637695238144000,1550637720403968000,NULL);
INSERT INTO "effects" VALUES(59,3,4,'thread',2,'done',NULL,NULL,NULL,NULL,1550637720403968000,NULL);
INSERT INTO "effects" VALUES(60,3,4,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(61,3,4,'moved-on',1,'done','2026-09-18T22:40:42.000000+00:00',1550637716209664000,'{"text":"[Q2](transcript.html#m1550637720403968000) is here now. You can still answer this one.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1550637699432448000,1550637720403968001,NULL);
INSERT INTO "effects" VALUES(62,3,5,'question',3,'done','2026-09-18T22:40:43.200000+00:00',1549751707238400000,'{"text":"**Q3 of 5** · #TChat · until <t:1789771244:t>\n## What is green?\n-# Answer in the thread below, or here beginning with A3.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550637699432448000,1550637725437132800,NULL);
INSERT INTO "effects" VALUES(63,3,5,'thread',3,'done',NULL,NULL,NULL,NULL,1550637725437132800,NULL);
INSERT INTO "effects" VALUES(64,3,5,'card',2,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(65,3,5,'moved-on',2,'done','2026-09-18T22:40:43.200000+00:00',1550637720403968000,'{"text":"[Q3](transcript.html#m1550637725437132800) is here now. You can still answer this one.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1550637704465612800,1550637725437132801,NULL);
INSERT INTO "effects" VALUES(66,3,6,'question',4,'done','2026-09-18T22:40:44.200000+00:00',1549751707238400000,'{"text":"**Q4 of 5** · #TChat · until <t:1789771245:t>\n## What is grey?\nReading:\n- Grey\n-# Answer in the thread below, or here beginning with A4.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550637704465612800,1550637729631436800,NULL);
INSERT INTO "effects" VALUES(67,3,6,'thread',4,'done',NULL,NULL,NULL,NULL,1550637729631436800,NULL);
INSERT INTO "effects" VALUES(68,3,6,'card',3,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(69,3,6,'moved-on',3,'done','2026-09-18T22:40:44.200000+00:00',1550637725437132800,'{"text":"[Q4](transcript.html#m1550637729631436800) is here now. You can still answer this one.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1550637708659916800,1550637729631436801,NULL);
INSERT INTO "effects" VALUES(70,3,7,'question',5,'done','2026-09-18T22:40:45.200000+00:00',1549751707238400000,'{"text":"**Q5 of 5** · #TChat · until <t:1789771246:t>\n## What is white?\n-# Answer in the thread below, or here beginning with A5.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550637708659916800,1550637733825740800,NULL);
INSERT INTO "effects" VALUES(71,3,7,'thread',5,'done',NULL,NULL,NULL,NULL,1550637733825740800,NULL);
INSERT INTO "effects" VALUES(72,3,7,'card',4,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(73,3,7,'moved-on',4,'done','2026-09-18T22:40:45.200000+00:00',1550637729631436800,'{"text":"[Q5](transcript.html#m1550637733825740800) is here now. You can still answer this one.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1550637712854220800,1550637733825740801,NULL);
INSERT INTO "effects" VALUES(74,3,8,'closing',NULL,'done','2026-09-18T22:40:47.200000+00:00',1549751707238400000,'{"text":"That was “What is colour?”. Thank you for your answers, and for reading along!\nThe summary follows. Late answers are welcome until <t:1789771535:F>.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550637712854220800,1550637742214348800,NULL);
INSERT INTO "effects" VALUES(75,3,8,'card',5,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(76,3,9,'summary',NULL,'done','2026-09-18T22:40:47.200000+00:00',1549751707238400000,'{"text":"## Summary: What is colour?\n**[Q1](transcript.html#m1550637716209664000)** What is blue? (0 answers)\n**[Q2](transcript.html#m1550637720403968000)** What is red? (0 answers)\n**[Q3](transcript.html#m1550637725437132800)** What is green? (0 answers)\n**[Q4](transcript.html#m1550637729631436800)** What is grey? (0 answers)\n**[Q5](transcript.html#m1550637733825740800)** What is white? (0 answers)\nNobody answered this time.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550637721242828800,1550637742214348801,NULL);
INSERT INTO "effects" VALUES(77,3,10,'unpin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(78,3,10,'archive-thread',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(79,3,10,'archive-thread',2,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(80,3,10,'archive-thread',3,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(81,3,10,'archive-thread',4,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(82,3,10,'archive-thread',5,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(83,4,2,'admit',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(84,4,3,'ask-hosts',NULL,'done','2026-09-19T02:40:40.000000+00:00',1550698109992960000,'{"text":"**Session 4: What is colour?**\nI was away at <t:1789778440:t>, when the chat should have opened. Shall it open now?","buttons":[],"actions":[{"label":"Open now","id":"panel:resume:1549751707238400000:4","danger":false},{"label":"Call off","id":"panel:cancel:1549751707238400000:4","danger":true}],"files":[],"pings":[900],"quiet":false}',1550335722127360000,1550698109992960001,NULL);
INSERT INTO "effects" VALUES(85,4,4,'ask-hosts',NULL,'done','2026-09-19T02:42:40.000000+00:00',1550698109992960000,'{"text":"**Session 4: What is colour?**\n<@901> The chat stands still and its lead has not answered. Can one of you?","buttons":[],"actions":[{"label":"Open now","id":"panel:resume:1549751707238400000:4","danger":false},{"label":"Call off","id":"panel:cancel:1549751707238400000:4","danger":true},{"label":"Take the lead","id":"panel:lead:1549751707238400000:4","danger":false}],"files":[],"pings":[901],"quiet":false}',1550698089021440000,1550698613309440000,NULL);
INSERT INTO "effects" VALUES(86,4,5,'welcome',NULL,'done','2026-09-19T02:43:40.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\n- Each question has its own thread: answer there, or here beginning with A1, A2 …\n- Late answers count, too. Reading along is taking part.\n- Answers are recorded and summarised. Edit or delete your message and the record follows; *Leave out of the record* in its menu keeps it out.\nQ1 comes <t:1789786120:R>. The chat ends <t:1789789540:t>.","buttons":[],"actions":[{"label":"Remind me next time","id":"remind:channel:1549751707238400000","danger":false}],"files":[],"pings":[],"quiet":false}',1550698592337920000,1550698864967680000,NULL);
INSERT INTO "effects" VALUES(87,4,5,'pin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(88,4,5,'event',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(89,4,6,'question',1,'done','2026-09-19T02:48:40.000000+00:00',1549751707238400000,'{"text":"**Q1 of 5** · #TChat · until <t:1789786720:t>\n## What is blue?\nReading:\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n-# Answer in the thread below, or here beginning with A1.","buttons":[{"label":"On the light from the sky","url":"https://example.org/sky"},{"label":"https://example.org/blue","url":"https://example.org/blue"}],"actions":[],"files":[],"pings":[],"quiet":false}',1550698843996160000,1550700123258880000,NULL);
INSERT INTO "effects" VALUES(90,4,6,'thread',1,'done',NULL,NULL,NULL,NULL,1550700123258880000,NULL);
INSERT INTO "effects" VALUES(91,4,7,'extended',NULL,'given up','2026-09-19T02:48:40.000000+00:00',1549751707238400000,'{"text":"More time: this part now goes on until <t:1789786780:t>.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1550700102287360000,NULL,'Missing permission.');
INSERT INTO "effects" VALUES(92,4,7,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(93,4,7,'event',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(94,4,8,'tell-hosts',NULL,'done','2026-09-19T02:48:40.000000+00:00',1550698109992960000,'{"text":"**Session 4: What is colour?**\nSomething could not be posted: Missing permission.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550700102287360000,1550700123258880002,NULL);
INSERT INTO "effects" VALUES(95,4,9,'question',2,'given up','2026-09-19T02:59:40.000000+00:00',1549751707238400000,'{"text":"**Q2 of 5** · #TChat · until <t:1789787500:t>\n## What is red?\n-# Answer in the thread below, or here beginning with A2.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550700102287360000,NULL,'Missing permission.');
INSERT INTO "effects" VALUES(96,4,9,'thread',2,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(97,4,9,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(98,4,9,'moved-on',1,'done','2026-09-19T02:59:40.000000+00:00',1550700123258880000,'{"text":"Q2 is here now. You can still answer this one.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1550702870528000000,1550702891499520001,NULL);
INSERT INTO "effects" VALUES(99,4,10,'ask-hosts',NULL,'done','2026-09-19T02:59:40.000000+00:00',1550698109992960000,'{"text":"**Session 4: What is colour?**\nMy post was refused, so the clock stands still: Missing permission.","buttons":[],"actions":[{"label":"Go on","id":"panel:resume:1549751707238400000:4","danger":false},{"label":"Close the chat","id":"panel:close:1549751707238400000:4","danger":true}],"files":[],"pings":[900],"quiet":false}',1550700102287360000,1550702891499520000,NULL);
INSERT INTO "effects" VALUES(100,4,11,'tell-hosts',NULL,'done','2026-09-19T03:00:40.000000+00:00',1550698109992960000,'{"text":"**Session 4: What is colour?**\nThe channel was deleted. The record is kept; `tchat transcript 4` writes it.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550702870528000000,1550703143157760000,NULL);
INSERT INTO "effects" VALUES(101,5,2,'preview',0,'done','2026-09-19T03:00:40.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\n-# Preview by Cora Mill\nTonight we talk about *colour*.\n**When: <t:1789790440:F> until <t:1789794160:t>**\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\nEach question has its own thread: answer there, or here beginning with A1, A2 …","buttons":[],"actions":[{"label":"Remind me","id":"remind:session:5","danger":false}],"files":[{"name":"session-5.ics","text":"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tchat-bot//tchat-bot//EN\r\nBEGIN:VTIMEZONE\r\nTZID:America/New_York\r\nCOMMENT:This timezone only works from 2025-01-01 to 2028-01-01.\r\nBEGIN:STANDARD\r\nDTSTART:20250101T000000\r\nTZNAME:EST\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:20250309T030000\r\nRDATE:20260308T030000,20270314T030000\r\nTZNAME:EDT\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:20251102T020000\r\nRDATE:20261101T020000,20271107T020000\r\nTZNAME:EST\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nSUMMARY:What is colour?\r\nDTSTART;TZID=America/New_York:20260919T000040\r\nDTEND;TZID=America/New_York:20260919T010240\r\nDTSTAMP:20260919T030040Z\r\nUID:session-5-1549751707238400000@tchat-bot\r\nSEQUENCE:2\r\nDESCRIPTION:Tonight we talk about *colour*.\r\nLOCATION:transcript.html#m1549751707238400000\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"}],"pings":[],"quiet":false}',1550340755292160000,1550703143157760001,NULL);
INSERT INTO "effects" VALUES(102,5,2,'preview',1,'done','2026-09-19T03:00:40.000000+00:00',1549751707238400000,'{"text":"## Questions and recommended reading\n**Q1** What is blue?\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n**Q2** What is red?\n**Q3** What is green?\n**Q4** What is grey?\n- Grey\n**Q5** What is white?","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550703122186240000,1550703143157760002,NULL);
INSERT INTO "effects" VALUES(103,5,2,'event',NULL,'done',NULL,NULL,NULL,NULL,1550703143157760003,NULL);
INSERT INTO "effects" VALUES(104,5,3,'reminder',0,'done','2026-09-19T03:50:40.000000+00:00',1549751707238400000,'{"text":"“What is colour?” opens <t:1789790440:R>.\n-# <@101> <@102>","buttons":[],"actions":[{"label":"No more reminders","id":"remind:stop:1549751707238400000","danger":false}],"files":[],"pings":[101,102],"quiet":false}',1550703122186240000,1550715726069760000,NULL);
INSERT INTO "effects" VALUES(105,5,4,'welcome',NULL,'done','2026-09-19T04:00:40.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\n- Each question has its own thread: answer there, or here beginning with A1, A2 …\n- Late answers count, too. Reading along is taking part.\n- Answers are recorded and summarised. Edit or delete your message and the record follows; *Leave out of the record* in its menu keeps it out.\nQ1 comes <t:1789790740:R>. The chat ends <t:1789794160:t>.","buttons":[],"actions":[{"label":"Remind me next time","id":"remind:channel:1549751707238400000","danger":false}],"files":[],"pings":[],"quiet":false}',1550715705098240000,1550718242652160000,NULL);
INSERT INTO "effects" VALUES(106,5,4,'pin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(107,5,4,'event',NULL,'done',NULL,NULL,NULL,NULL,1550703143157760003,NULL);
INSERT INTO "effects" VALUES(108,5,5,'question',1,'done','2026-09-19T04:05:40.000000+00:00',1549751707238400000,'{"text":"**Q1 of 5** · #TChat · until <t:1789791340:t>\n## What is blue?\nReading:\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n-# Answer in the thread below, or here beginning with A1.","buttons":[{"label":"On the light from the sky","url":"https://example.org/sky"},{"label":"https://example.org/blue","url":"https://example.org/blue"}],"actions":[],"files":[],"pings":[],"quiet":false}',1550718221680640000,1550719500943360000,NULL);
INSERT INTO "effects" VALUES(109,5,5,'thread',1,'done',NULL,NULL,NULL,NULL,1550719500943360000,NULL);
INSERT INTO "effects" VALUES(110,5,7,'question',3,'done','2026-09-19T04:15:40.000000+00:00',1549751707238400000,'{"text":"**Q3 of 5** · #TChat · until <t:1789791940:t>\n## What is green?\n-# Answer in the thread below, or here beginning with A3.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":false}',1550719479971840000,1550722017525760000,NULL);
INSERT INTO "effects" VALUES(111,5,7,'thread',3,'done',NULL,NULL,NULL,NULL,1550722017525760000,NULL);
INSERT INTO "effects" VALUES(112,5,7,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(113,5,7,'moved-on',1,'done','2026-09-19T04:15:40.000000+00:00',1550719500943360000,'{"text":"[Q3](transcript.html#m1550722017525760000) is here now. You can still answer this one.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1550721996554240000,1550722017525760001,NULL);
INSERT INTO "effects" VALUES(114,5,8,'ask-filing',3,'done','2026-09-19T04:15:40.000000+00:00',1550722017525760004,'{"text":"**Session 5: What is colour?**\n[Cai](transcript.html#m1550722017525760002) wrote right after Q3: “I say this right after the question” Which question does that answer?","buttons":[],"actions":[{"label":"File under Q3","id":"desk:file:1550722017525760002:3","danger":false},{"label":"File under Q1","id":"desk:file:1550722017525760002:1","danger":false},{"label":"It is just talk","id":"desk:file:1550722017525760002:none","danger":false}],"files":[],"pings":[],"quiet":true}',1550721996554240000,1550722017525760005,NULL);
INSERT INTO "effects" VALUES(115,5,9,'extended',NULL,'claimed','2026-09-19T04:17:10.000000+00:00',1549751707238400000,'{"text":"More time: this part now goes on until <t:1789792000:t>.","buttons":[],"actions":[],"files":[],"pings":[],"quiet":true}',1550721996554240000,NULL,NULL);
INSERT INTO "effects" VALUES(116,5,9,'card',3,'planned',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(117,5,9,'event',NULL,'planned',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE facts (
    session INTEGER NOT NULL REFERENCES sessions,
    place   INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    key     TEXT    UNIQUE,
    PRIMARY KEY (session, place)
) STRICT;
INSERT INTO "facts" VALUES(1,1,'scheduled','{"at":"2026-09-16T12:00:00Z","by":900,"opens_at":"2026-09-16T15:00:00Z"}','start 1');
INSERT INTO "facts" VALUES(1,2,'announced','{"at":"2026-09-16T12:00:00Z","by":null}',NULL);
INSERT INTO "facts" VALUES(1,3,'moved','{"at":"2026-09-16T12:00:00Z","by":900,"opens_at":"2026-09-16T16:00:00Z"}','move');
INSERT INTO "facts" VALUES(1,4,'host_joined','{"at":"2026-09-16T12:00:00Z","by":900,"person":901,"role":"co-host"}',NULL);
INSERT INTO "facts" VALUES(1,5,'host_joined','{"at":"2026-09-16T12:00:00Z","by":900,"person":902,"role":"co-host"}',NULL);
INSERT INTO "facts" VALUES(1,6,'host_left','{"at":"2026-09-16T12:00:00Z","by":900,"person":902}',NULL);
INSERT INTO "facts" VALUES(1,7,'lead_taken','{"at":"2026-09-16T12:00:00Z","by":901,"person":901}',NULL);
INSERT INTO "facts" VALUES(1,8,'reminded','{"at":"2026-09-16T15:50:00Z","by":null,"people":2}',NULL);
INSERT INTO "facts" VALUES(1,9,'opened','{"at":"2026-09-16T16:00:00Z","by":null}',NULL);
INSERT INTO "facts" VALUES(1,10,'asked','{"at":"2026-09-16T16:05:00Z","by":null,"number":1}',NULL);
INSERT INTO "facts" VALUES(1,11,'question_edited','{"at":"2026-09-16T16:05:00Z","by":900,"number":2,"question":{"ask":{"versions":{"en":"What is true red?"}},"lasts":"PT12M","readings":[]}}',NULL);
INSERT INTO "facts" VALUES(1,12,'repeated','{"at":"2026-09-16T16:05:00Z","by":900,"number":1}',NULL);
INSERT INTO "facts" VALUES(1,13,'paused','{"at":"2026-09-16T16:05:00Z","by":900,"cause":null,"detail":""}',NULL);
INSERT INTO "facts" VALUES(1,14,'resumed','{"at":"2026-09-16T16:08:00Z","by":900}',NULL);
INSERT INTO "facts" VALUES(1,15,'extended','{"at":"2026-09-16T16:08:00Z","by":900,"extra":"PT2M"}',NULL);
INSERT INTO "facts" VALUES(1,16,'asked','{"at":"2026-09-16T16:20:00Z","by":null,"number":2}',NULL);
INSERT INTO "facts" VALUES(1,17,'filing_asked','{"at":"2026-09-16T16:20:00Z","by":null,"message":1549817138380800002,"number":2}',NULL);
INSERT INTO "facts" VALUES(1,18,'answer_filed','{"at":"2026-09-16T16:20:40Z","by":900,"message":1549817138380800002,"number":1}',NULL);
INSERT INTO "facts" VALUES(1,19,'answer_filed','{"at":"2026-09-16T16:20:40Z","by":900,"message":1549817306152960000,"number":null}',NULL);
INSERT INTO "facts" VALUES(1,20,'answer_featured','{"at":"2026-09-16T16:20:40Z","by":900,"message":1549813363507200002,"featured":true}',NULL);
INSERT INTO "facts" VALUES(1,21,'left_out','{"at":"2026-09-16T16:20:40Z","by":102,"message":1549813363507200003,"left_out":true}',NULL);
INSERT INTO "facts" VALUES(1,22,'question_added','{"at":"2026-09-16T16:20:40Z","by":900,"question":{"ask":{"versions":{"en":"And what about pink?"}},"lasts":null,"readings":[]}}',NULL);
INSERT INTO "facts" VALUES(1,23,'asked','{"at":"2026-09-16T16:20:40Z","by":900,"number":7}',NULL);
INSERT INTO "facts" VALUES(1,24,'question_moved','{"at":"2026-09-16T16:20:40Z","by":900,"number":5,"place":0}',NULL);
INSERT INTO "facts" VALUES(1,25,'skipped','{"at":"2026-09-16T16:20:40Z","by":900,"number":5}',NULL);
INSERT INTO "facts" VALUES(1,26,'end_moved','{"at":"2026-09-16T16:20:40Z","by":900,"closes_at":"2026-09-16T17:10:40Z"}',NULL);
INSERT INTO "facts" VALUES(1,27,'asked','{"at":"2026-09-16T16:30:40Z","by":null,"number":3}',NULL);
INSERT INTO "facts" VALUES(1,28,'closed','{"at":"2026-09-16T16:30:40Z","by":901}',NULL);
INSERT INTO "facts" VALUES(1,29,'summarised','{"at":"2026-09-16T16:30:40Z","by":null,"answers":6,"digest":"f4205aea0ae459d53b73676873084f5e35d7cd7eab446bd9f8381c108dcc8acb"}',NULL);
INSERT INTO "facts" VALUES(1,30,'summarised','{"at":"2026-09-18T16:30:40Z","by":null,"answers":7,"digest":"b7db5ba41caf60f88e5c995eb29c2f9b44b0b3828002090c85ac08b703894606"}',NULL);
INSERT INTO "facts" VALUES(1,31,'archived','{"at":"2026-09-18T16:30:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(2,1,'scheduled','{"at":"2026-09-18T18:40:40Z","by":900,"opens_at":"2026-09-18T21:40:40Z"}',NULL);
INSERT INTO "facts" VALUES(2,2,'announced','{"at":"2026-09-18T18:40:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(2,3,'cancelled','{"at":"2026-09-18T18:40:40Z","by":900}',NULL);
INSERT INTO "facts" VALUES(3,1,'scheduled','{"at":"2026-09-18T22:40:40Z","by":900,"opens_at":"2026-09-18T22:40:40Z"}',NULL);
INSERT INTO "facts" VALUES(3,2,'opened','{"at":"2026-09-18T22:40:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(3,3,'asked','{"at":"2026-09-18T22:40:41Z","by":null,"number":1}',NULL);
INSERT INTO "facts" VALUES(3,4,'asked','{"at":"2026-09-18T22:40:42Z","by":null,"number":2}',NULL);
INSERT INTO "facts" VALUES(3,5,'asked','{"at":"2026-09-18T22:40:43.200000Z","by":null,"number":3}',NULL);
INSERT INTO "facts" VALUES(3,6,'asked','{"at":"2026-09-18T22:40:44.200000Z","by":null,"number":4}',NULL);
INSERT INTO "facts" VALUES(3,7,'asked','{"at":"2026-09-18T22:40:45.200000Z","by":null,"number":5}',NULL);
INSERT INTO "facts" VALUES(3,8,'closed','{"at":"2026-09-18T22:40:47.200000Z","by":null}',NULL);
INSERT INTO "facts" VALUES(3,9,'summarised','{"at":"2026-09-18T22:40:47.200000Z","by":null,"answers":0,"digest":"4e9bfc76abd0f537166aecb5bd5fbcf8b93177abfcd38815089ce1ea53e12beb"}',NULL);
INSERT INTO "facts" VALUES(3,10,'archived','{"at":"2026-09-18T22:45:35.200000Z","by":null}',NULL);
INSERT INTO "facts" VALUES(4,1,'scheduled','{"at":"2026-09-18T23:40:40Z","by":900,"opens_at":"2026-09-19T00:40:40Z"}',NULL);
INSERT INTO "facts" VALUES(4,2,'host_joined','{"at":"2026-09-18T23:40:40Z","by":900,"person":901,"role":"co-host"}',NULL);
INSERT INTO "facts" VALUES(4,3,'held','{"at":"2026-09-19T02:40:40Z","by":null,"cause":"outage","detail":""}',NULL);
INSERT INTO "facts" VALUES(4,4,'co_hosts_asked','{"at":"2026-09-19T02:42:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(4,5,'opened','{"at":"2026-09-19T02:43:40Z","by":901}',NULL);
INSERT INTO "facts" VALUES(4,6,'asked','{"at":"2026-09-19T02:48:40Z","by":null,"number":1}',NULL);
INSERT INTO "facts" VALUES(4,7,'extended','{"at":"2026-09-19T02:48:40Z","by":900,"extra":"PT1M"}',NULL);
INSERT INTO "facts" VALUES(4,8,'hosts_told','{"at":"2026-09-19T02:48:40Z","by":null,"notice":"not posted","detail":"Missing permission."}',NULL);
INSERT INTO "facts" VALUES(4,9,'asked','{"at":"2026-09-19T02:59:40Z","by":null,"number":2}',NULL);
INSERT INTO "facts" VALUES(4,10,'paused','{"at":"2026-09-19T02:59:40Z","by":null,"cause":"refused","detail":"Missing permission."}',NULL);
INSERT INTO "facts" VALUES(4,11,'room_lost','{"at":"2026-09-19T03:00:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(5,1,'scheduled','{"at":"2026-09-19T03:00:40Z","by":900,"opens_at":"2026-09-19T04:00:40Z"}','start 5');
INSERT INTO "facts" VALUES(5,2,'announced','{"at":"2026-09-19T03:00:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(5,3,'reminded','{"at":"2026-09-19T03:50:40Z","by":null,"people":2}',NULL);
INSERT INTO "facts" VALUES(5,4,'opened','{"at":"2026-09-19T04:00:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(5,5,'asked','{"at":"2026-09-19T04:05:40Z","by":null,"number":1}',NULL);
INSERT INTO "facts" VALUES(5,6,'question_moved','{"at":"2026-09-19T04:05:40Z","by":900,"number":3,"place":0}',NULL);
INSERT INTO "facts" VALUES(5,7,'asked','{"at":"2026-09-19T04:15:40Z","by":null,"number":3}',NULL);
INSERT INTO "facts" VALUES(5,8,'filing_asked','{"at":"2026-09-19T04:15:40Z","by":null,"message":1550722017525760002,"number":3}',NULL);
INSERT INTO "facts" VALUES(5,9,'extended','{"at":"2026-09-19T04:17:10Z","by":900,"extra":"PT1M"}',NULL);
CREATE TABLE installation (
    id TEXT NOT NULL
) STRICT;
INSERT INTO "installation" VALUES('an installation');
CREATE TABLE lease (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    token   TEXT    NOT NULL,
    host    TEXT    NOT NULL,
    process INTEGER NOT NULL,
    mark    TEXT    NOT NULL,
    since   TEXT    NOT NULL,
    seen    TEXT    NOT NULL
) STRICT;
CREATE TABLE marks (
    session INTEGER NOT NULL REFERENCES sessions,
    channel INTEGER NOT NULL,
    upto    INTEGER NOT NULL,
    PRIMARY KEY (session, channel)
) STRICT, WITHOUT ROWID;
INSERT INTO "marks" VALUES(1,1549751707238400000,1549819822735360003);
INSERT INTO "marks" VALUES(1,1549813363507200000,1549822339317760000);
INSERT INTO "marks" VALUES(1,1549813363507200002,1549813363507200006);
INSERT INTO "marks" VALUES(1,1549817138380800000,1549817306152960002);
INSERT INTO "marks" VALUES(1,1549817306152960001,1549819822735360001);
INSERT INTO "marks" VALUES(1,1549819822735360000,0);
INSERT INTO "marks" VALUES(3,1549751707238400000,1550637742214348801);
INSERT INTO "marks" VALUES(3,1550637716209664000,1550637720403968001);
INSERT INTO "marks" VALUES(3,1550637720403968000,1550637725437132801);
INSERT INTO "marks" VALUES(3,1550637725437132800,1550637729631436801);
INSERT INTO "marks" VALUES(3,1550637729631436800,1550637733825740801);
INSERT INTO "marks" VALUES(3,1550637733825740800,0);
INSERT INTO "marks" VALUES(4,1549751707238400000,1550700123258880000);
INSERT INTO "marks" VALUES(4,1550700123258880000,1550700123258880001);
INSERT INTO "marks" VALUES(5,1549751707238400000,1550719500943360002);
INSERT INTO "marks" VALUES(5,1550719500943360000,1550719500943360001);
CREATE TABLE notes (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "notes" VALUES('desk of channel 1549751707238400000','1549751707238400001');
INSERT INTO "notes" VALUES('desk of session 1','1549817138380800003');
INSERT INTO "notes" VALUES('desk of session 4','1550698109992960000');
INSERT INTO "notes" VALUES('desk of session 5','1550722017525760004');
CREATE TABLE packs (
    guild INTEGER NOT NULL,
    name  TEXT    NOT NULL,
    text  TEXT    NOT NULL,
    by    INTEGER NOT NULL,
    PRIMARY KEY (guild, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "packs" VALUES(0,'loud','title: What is loud?
questions:
  - ask: What is loud?
    lasts: 10m
',900);
CREATE TABLE people (
    session INTEGER NOT NULL REFERENCES sessions,
    id      INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "people" VALUES(1,100,'Ada');
INSERT INTO "people" VALUES(1,101,'Ben');
INSERT INTO "people" VALUES(1,102,'Cai');
INSERT INTO "people" VALUES(1,103,'Gus');
INSERT INTO "people" VALUES(1,900,'Meghan');
INSERT INTO "people" VALUES(1,901,'Kevin');
INSERT INTO "people" VALUES(1,902,'Zoe');
INSERT INTO "people" VALUES(2,900,'Meghan');
INSERT INTO "people" VALUES(3,900,'Meghan');
INSERT INTO "people" VALUES(4,100,'Ada');
INSERT INTO "people" VALUES(4,900,'Meghan');
INSERT INTO "people" VALUES(4,901,'Kevin');
INSERT INTO "people" VALUES(5,100,'Ada');
INSERT INTO "people" VALUES(5,101,'Ben');
INSERT INTO "people" VALUES(5,102,'Cai');
INSERT INTO "people" VALUES(5,104,'Eve');
INSERT INTO "people" VALUES(5,105,'Dee');
INSERT INTO "people" VALUES(5,900,'Meghan');
CREATE TABLE queue (
    slot  INTEGER NOT NULL REFERENCES slots ON DELETE CASCADE,
    place INTEGER NOT NULL,
    pack  TEXT    NOT NULL,
    PRIMARY KEY (slot, place)
) STRICT, WITHOUT ROWID;
INSERT INTO "queue" VALUES(1,0,'loud');
CREATE TABLE reactions (
    session INTEGER NOT NULL REFERENCES sessions,
    message INTEGER NOT NULL,
    emoji   TEXT    NOT NULL,
    person  INTEGER NOT NULL,
    PRIMARY KEY (session, message, emoji, person)
) STRICT, WITHOUT ROWID;
INSERT INTO "reactions" VALUES(1,1549813363507200001,'👍',101);
INSERT INTO "reactions" VALUES(1,1549813363507200001,'👍',102);
INSERT INTO "reactions" VALUES(5,1550719500943360001,'👍',101);
CREATE TABLE reminders (
    channel INTEGER NOT NULL,
    session INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    PRIMARY KEY (channel, session, person)
) STRICT, WITHOUT ROWID;
INSERT INTO "reminders" VALUES(1549751707238400000,0,101);
INSERT INTO "reminders" VALUES(1549751707238400000,1,100);
INSERT INTO "reminders" VALUES(1549751707238400000,5,102);
CREATE TABLE sessions (
    number   INTEGER PRIMARY KEY,
    platform TEXT    NOT NULL,
    guild    INTEGER NOT NULL,
    channel  INTEGER NOT NULL,
    pack     TEXT    NOT NULL  -- the pack as it was when the session was set, as JSON
, rehearsal INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "sessions" VALUES(1,'rehearsal',0,1549751707238400000,'{"name":"colours","title":{"versions":{"en":"What is colour?","fi":"Mitä väri on?"}},"questions":[{"ask":{"versions":{"en":"What is blue?","fi":"Mitä sininen on?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"On the light from the sky","fi":"Taivaan valosta"}},"author":"A. Writer","outlet":"Essays","url":"https://example.org/sky"},{"title":null,"author":null,"outlet":null,"url":"https://example.org/blue"}]},{"ask":{"versions":{"en":"What is red?"}},"lasts":"PT12M","readings":[]},{"ask":{"versions":{"en":"What is green?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What is grey?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"Grey"}},"author":null,"outlet":null,"url":null}]},{"ask":{"versions":{"en":"What is white?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What about a light grey? (Ada)"}},"lasts":null,"readings":[]}],"language":"en","hashtag":"TChat","by":"Cora Mill","intro":{"versions":{"en":"Tonight we talk about *colour*.","fi":"Tänään puhutaan väreistä."}},"hosts":[{"name":"Maya M. Berg","role":"moderator","handle":"MayaMBerg","organisation":"Example Talks"},{"name":"Kai W. Grann","role":"co-host","handle":null,"organisation":null}],"schedule":{"start":"2026-09-16T15:00:00Z","end":"2026-09-16T16:00:00Z","zone":"America/New_York"},"timing":{"opening":"PT5M","question":"PT10M","closing":"PT5M","archive":"P2D","preview":"P2D","quiet":{"begin":"23:00:00","end":"05:00:00","zone":"Europe/Helsinki"}},"answers":"threads"}',0);
INSERT INTO "sessions" VALUES(2,'rehearsal',0,1549751707238400000,'{"name":"colours","title":{"versions":{"en":"What is colour?","fi":"Mitä väri on?"}},"questions":[{"ask":{"versions":{"en":"What is blue?","fi":"Mitä sininen on?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"On the light from the sky","fi":"Taivaan valosta"}},"author":"A. Writer","outlet":"Essays","url":"https://example.org/sky"},{"title":null,"author":null,"outlet":null,"url":"https://example.org/blue"}]},{"ask":{"versions":{"en":"What is red?"}},"lasts":"PT12M","readings":[]},{"ask":{"versions":{"en":"What is green?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What is grey?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"Grey"}},"author":null,"outlet":null,"url":null}]},{"ask":{"versions":{"en":"What is white?"}},"lasts":null,"readings":[]}],"language":"en","hashtag":"TChat","by":"Cora Mill","intro":{"versions":{"en":"Tonight we talk about *colour*.","fi":"Tänään puhutaan väreistä."}},"hosts":[{"name":"Maya M. Berg","role":"moderator","handle":"MayaMBerg","organisation":"Example Talks"},{"name":"Kai W. Grann","role":"co-host","handle":null,"organisation":null}],"schedule":{"start":"2026-09-16T15:00:00Z","end":"2026-09-16T16:00:00Z","zone":"America/New_York"},"timing":{"opening":"PT5M","question":"PT10M","closing":"PT5M","archive":"P2D","preview":"P2D","quiet":{"begin":"23:00:00","end":"05:00:00","zone":"Europe/Helsinki"}},"answers":"threads"}',0);
INSERT INTO "sessions" VALUES(3,'rehearsal',0,1549751707238400000,'{"name":"colours","title":{"versions":{"en":"What is colour?","fi":"Mitä väri on?"}},"questions":[{"ask":{"versions":{"en":"What is blue?","fi":"Mitä sininen on?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"On the light from the sky","fi":"Taivaan valosta"}},"author":"A. Writer","outlet":"Essays","url":"https://example.org/sky"},{"title":null,"author":null,"outlet":null,"url":"https://example.org/blue"}]},{"ask":{"versions":{"en":"What is red?"}},"lasts":"PT1.2S","readings":[]},{"ask":{"versions":{"en":"What is green?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What is grey?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"Grey"}},"author":null,"outlet":null,"url":null}]},{"ask":{"versions":{"en":"What is white?"}},"lasts":null,"readings":[]}],"language":"en","hashtag":"TChat","by":"Cora Mill","intro":{"versions":{"en":"Tonight we talk about *colour*.","fi":"Tänään puhutaan väreistä."}},"hosts":[{"name":"Maya M. Berg","role":"moderator","handle":"MayaMBerg","organisation":"Example Talks"},{"name":"Kai W. Grann","role":"co-host","handle":null,"organisation":null}],"schedule":{"start":"2026-09-16T15:00:00Z","end":"2026-09-16T16:00:00Z","zone":"America/New_York"},"timing":{"opening":"PT1S","question":"PT1S","closing":"PT1S","archive":"PT4M48S","preview":"P2D","quiet":null},"answers":"threads"}',1);
INSERT INTO "sessions" VALUES(4,'rehearsal',0,1549751707238400000,'{"name":"colours","title":{"versions":{"en":"What is colour?","fi":"Mitä väri on?"}},"questions":[{"ask":{"versions":{"en":"What is blue?","fi":"Mitä sininen on?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"On the light from the sky","fi":"Taivaan valosta"}},"author":"A. Writer","outlet":"Essays","url":"https://example.org/sky"},{"title":null,"author":null,"outlet":null,"url":"https://example.org/blue"}]},{"ask":{"versions":{"en":"What is red?"}},"lasts":"PT12M","readings":[]},{"ask":{"versions":{"en":"What is green?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What is grey?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"Grey"}},"author":null,"outlet":null,"url":null}]},{"ask":{"versions":{"en":"What is white?"}},"lasts":null,"readings":[]}],"language":"en","hashtag":"TChat","by":"Cora Mill","intro":{"versions":{"en":"Tonight we talk about *colour*.","fi":"Tänään puhutaan väreistä."}},"hosts":[{"name":"Maya M. Berg","role":"moderator","handle":"MayaMBerg","organisation":"Example Talks"},{"name":"Kai W. Grann","role":"co-host","handle":null,"organisation":null}],"schedule":null,"timing":{"opening":"PT5M","question":"PT10M","closing":"PT5M","archive":"P2D","preview":"P2D","quiet":{"begin":"23:00:00","end":"05:00:00","zone":"Europe/Helsinki"}},"answers":"threads"}',0);
INSERT INTO "sessions" VALUES(5,'rehearsal',0,1549751707238400000,'{"name":"colours","title":{"versions":{"en":"What is colour?","fi":"Mitä väri on?"}},"questions":[{"ask":{"versions":{"en":"What is blue?","fi":"Mitä sininen on?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"On the light from the sky","fi":"Taivaan valosta"}},"author":"A. Writer","outlet":"Essays","url":"https://example.org/sky"},{"title":null,"author":null,"outlet":null,"url":"https://example.org/blue"}]},{"ask":{"versions":{"en":"What is red?"}},"lasts":"PT12M","readings":[]},{"ask":{"versions":{"en":"What is green?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What is grey?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"Grey"}},"author":null,"outlet":null,"url":null}]},{"ask":{"versions":{"en":"What is white?"}},"lasts":null,"readings":[]}],"language":"en","hashtag":"TChat","by":"Cora Mill","intro":{"versions":{"en":"Tonight we talk about *colour*.","fi":"Tänään puhutaan väreistä."}},"hosts":[{"name":"Maya M. Berg","role":"moderator","handle":"MayaMBerg","organisation":"Example Talks"},{"name":"Kai W. Grann","role":"co-host","handle":null,"organisation":null}],"schedule":{"start":"2026-09-16T15:00:00Z","end":"2026-09-16T16:00:00Z","zone":"America/New_York"},"timing":{"opening":"PT5M","question":"PT10M","closing":"PT5M","archive":"P2D","preview":"P2D","quiet":{"begin":"23:00:00","end":"05:00:00","zone":"Europe/Helsinki"}},"answers":"threads"}',0);
CREATE TABLE slots (
    id      INTEGER PRIMARY KEY,
    guild   INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    weekday INTEGER NOT NULL,
    at      TEXT    NOT NULL,
    zone    TEXT    NOT NULL,
    since   TEXT    NOT NULL,
    every   INTEGER NOT NULL,
    nth     INTEGER,
    by      INTEGER
) STRICT;
INSERT INTO "slots" VALUES(1,0,1549751707238400000,2,'19:00','America/New_York','2027-01-01',2,NULL,900);
CREATE TABLE suggestions (
    id      INTEGER PRIMARY KEY,
    guild   INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    text    TEXT    NOT NULL,
    state   TEXT    NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'accepted', 'set aside', 'used'))
) STRICT;
INSERT INTO "suggestions" VALUES(1,0,1549751707238400000,100,'Ada','What about a light grey?','used');
INSERT INTO "suggestions" VALUES(2,0,1549751707238400000,101,'Ben','Who cares?','set aside');
INSERT INTO "suggestions" VALUES(3,0,1549751707238400000,102,'Cai','Is black a colour?','new');
CREATE TABLE threads (
    session INTEGER NOT NULL REFERENCES sessions,
    id      INTEGER NOT NULL,
    PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "threads" VALUES(1,1549813363507200002);
CREATE UNIQUE INDEX one_effect ON effects (session, fact, kind, ifnull(number, -1));
CREATE INDEX contribution_by_id ON contributions (id);
COMMIT;
PRAGMA user_version = 3;
