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
INSERT INTO "attachments" VALUES(1,1550562214543360000,0,'sky.png','image/png',1234,'https://example.org/sky.png');
INSERT INTO "attachments" VALUES(1,1550562214543360000,1,'notes',NULL,7,'https://example.org/notes');
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
INSERT INTO "contributions" VALUES(1,1549798264012800001,1549798264012800000,100,'The sky, mostly; see https://example.org/blue',NULL,NULL,NULL,'2026-09-16T15:05:00.000000+00:00',0);
INSERT INTO "contributions" VALUES(1,1549798264012800002,1549751707238400000,101,'A1 the sea, and *deep* water',1,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549798264012800003,1549798264012800000,102,'My old blue bicycle',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549798264012800004,1549798264012800000,NULL,NULL,NULL,NULL,NULL,'',1);
INSERT INTO "contributions" VALUES(1,1549798264012800005,1549751707238400000,102,'Because of the sky?',NULL,1549798264012800002,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549798264012800006,1549798264012800002,100,'And the lakes',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549798264012800007,1549798264012800000,101,'Minusta taivas on sininen, koska valo siroaa',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549802038886400002,1549751707238400000,101,'it is the sky of course',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549802206658560000,1549751707238400000,102,'Hello everybody!',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1549807239823360000,1549798264012800000,103,'Forget-me-nots in a garden',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1550562214543360000,1549798264012800000,100,'Here it is',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(1,1550562214543360001,1549798264012800000,101,'',NULL,NULL,'https://example.org/original','',0);
INSERT INTO "contributions" VALUES(3,1550669924270080001,1550669924270080000,100,'The sky, once more',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(4,1550689301954560001,1550689301954560000,100,'The sky, as ever',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(4,1550689301954560002,1549751707238400000,101,'A1 the sea',1,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(4,1550691818536960002,1549751707238400000,102,'I say this right after the question',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(4,1550691818536960003,1550689301954560000,104,'Subscribe to my channel and buy my new course, link in bio!',NULL,NULL,NULL,'',0);
INSERT INTO "contributions" VALUES(4,1550691944366080000,1549751707238400000,105,'A3 the woods in May',3,NULL,NULL,'',0);
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
INSERT INTO "effects" VALUES(1,1,2,'preview',0,'done','2026-09-16T12:00:00.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\n-# Preview by Cora Mill\nTonight we talk about *colour*.\n**When: <t:1789570800:F> until <t:1789574520:t>**\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\nEach question has its own thread: answer there, or here beginning with A1, A2 …","buttons":[],"actions":[],"quiet":false}',1549389319372800000,1549751707238400001,NULL);
INSERT INTO "effects" VALUES(2,1,2,'preview',1,'done','2026-09-16T12:00:00.000000+00:00',1549751707238400000,'{"text":"## Questions and recommended reading\n**Q1** What is blue?\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n**Q2** What is red?\n**Q3** What is green?\n**Q4** What is grey?\n- Grey\n**Q5** What is white?","buttons":[],"actions":[],"quiet":false}',1549751686266880000,1549751707238400002,NULL);
INSERT INTO "effects" VALUES(3,1,3,'welcome',NULL,'done','2026-09-16T15:00:00.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\n- Each question has its own thread: answer there, or here beginning with A1, A2 …\n- Late answers count, too. Reading along is taking part.\n- Answers are recorded and summarised. Edit or delete your message and the record follows; *Leave out of the record* in its menu keeps it out.\nQ1 comes <t:1789571100:R>. The chat ends <t:1789574520:t>.","buttons":[],"actions":[],"quiet":false}',1549751686266880000,1549797005721600000,NULL);
INSERT INTO "effects" VALUES(4,1,3,'pin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(5,1,4,'question',1,'done','2026-09-16T15:05:00.000000+00:00',1549751707238400000,'{"text":"**Q1 of 5** · #TChat · until <t:1789571700:t>\n## What is blue?\nReading:\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n-# Answer in the thread below, or here beginning with A1.","buttons":[{"label":"On the light from the sky","url":"https://example.org/sky"},{"label":"https://example.org/blue","url":"https://example.org/blue"}],"actions":[],"quiet":false}',1549796984750080000,1549798264012800000,NULL);
INSERT INTO "effects" VALUES(6,1,4,'thread',1,'done',NULL,NULL,NULL,NULL,1549798264012800000,NULL);
INSERT INTO "effects" VALUES(7,1,5,'paused',NULL,'done','2026-09-16T15:05:00.000000+00:00',1549751707238400000,'{"text":"The clock is stopped for a moment. Keep answering; the next question waits.","buttons":[],"actions":[],"quiet":true}',1549798243041280000,1549798264012800008,NULL);
INSERT INTO "effects" VALUES(8,1,5,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(9,1,6,'resumed',NULL,'done','2026-09-16T15:08:00.000000+00:00',1549751707238400000,'{"text":"The clock is running again. Next up: <t:1789571880:t>.","buttons":[],"actions":[],"quiet":true}',1549798243041280000,1549799018987520000,NULL);
INSERT INTO "effects" VALUES(10,1,6,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(11,1,7,'extended',NULL,'done','2026-09-16T15:08:00.000000+00:00',1549751707238400000,'{"text":"More time: this part now goes on until <t:1789572000:t>.","buttons":[],"actions":[],"quiet":true}',1549798998016000000,1549799018987520001,NULL);
INSERT INTO "effects" VALUES(12,1,7,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(13,1,8,'question',2,'done','2026-09-16T15:20:00.000000+00:00',1549751707238400000,'{"text":"**Q2 of 5** · #TChat · until <t:1789572720:t>\n## What is red?\n-# Answer in the thread below, or here beginning with A2.","buttons":[],"actions":[],"quiet":false}',1549798998016000000,1549802038886400000,NULL);
INSERT INTO "effects" VALUES(14,1,8,'thread',2,'done',NULL,NULL,NULL,NULL,1549802038886400000,NULL);
INSERT INTO "effects" VALUES(15,1,8,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(16,1,8,'moved-on',1,'done','2026-09-16T15:20:00.000000+00:00',1549798264012800000,'{"text":"[Q2](transcript.html#m1549802038886400000) is here now. You can still answer this one.","buttons":[],"actions":[],"quiet":true}',1549802017914880000,1549802038886400001,NULL);
INSERT INTO "effects" VALUES(17,1,14,'question',6,'done','2026-09-16T15:20:40.000000+00:00',1549751707238400000,'{"text":"**Q6 of 6** · #TChat · until <t:1789572640:t>\n## And what about pink?\n-# Answer in the thread below, or here beginning with A6.","buttons":[],"actions":[],"quiet":false}',1549802017914880000,1549802206658560001,NULL);
INSERT INTO "effects" VALUES(18,1,14,'thread',6,'done',NULL,NULL,NULL,NULL,1549802206658560001,NULL);
INSERT INTO "effects" VALUES(19,1,14,'card',2,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(20,1,14,'moved-on',2,'done','2026-09-16T15:20:40.000000+00:00',1549802038886400000,'{"text":"[Q6](transcript.html#m1549802206658560001) is here now. You can still answer this one.","buttons":[],"actions":[],"quiet":true}',1549802185687040000,1549802206658560002,NULL);
INSERT INTO "effects" VALUES(21,1,15,'card',6,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(22,1,16,'question',4,'done','2026-09-16T15:30:40.000000+00:00',1549751707238400000,'{"text":"**Q4 of 6** · #TChat · until <t:1789573240:t>\n## What is grey?\nReading:\n- Grey\n-# Answer in the thread below, or here beginning with A4.","buttons":[],"actions":[],"quiet":false}',1549802185687040000,1549804723240960000,NULL);
INSERT INTO "effects" VALUES(23,1,16,'thread',4,'done',NULL,NULL,NULL,NULL,1549804723240960000,NULL);
INSERT INTO "effects" VALUES(24,1,16,'card',6,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(25,1,16,'moved-on',6,'done','2026-09-16T15:30:40.000000+00:00',1549802206658560001,'{"text":"[Q4](transcript.html#m1549804723240960000) is here now. You can still answer this one.","buttons":[],"actions":[],"quiet":true}',1549804702269440000,1549804723240960001,NULL);
INSERT INTO "effects" VALUES(26,1,17,'closing',NULL,'done','2026-09-16T15:30:40.000000+00:00',1549751707238400000,'{"text":"That was “What is colour?”. Thank you for your answers, and for reading along!\nThe summary follows. Late answers are welcome until <t:1789745440:F>.","buttons":[],"actions":[],"quiet":false}',1549804702269440000,1549804723240960002,NULL);
INSERT INTO "effects" VALUES(27,1,17,'card',4,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(28,1,18,'summary',NULL,'done','2026-09-16T15:30:40.000000+00:00',1549751707238400000,'{"text":"## Summary: What is colour?\n**[Q1](transcript.html#m1549798264012800000)** What is blue? (6 answers)\n> “the sea, and *deep* water” — [Ben](transcript.html#m1549798264012800002)\n> “Minusta taivas on sininen, koska valo siroaa” — [Ben](transcript.html#m1549798264012800007)\n> “The sky, mostly; see https://example.org/blue” — [Ada](transcript.html#m1549798264012800001)\n**[Q2](transcript.html#m1549802038886400000)** What is red? (0 answers)\n**[Q4](transcript.html#m1549804723240960000)** What is grey? (0 answers)\n**[Q6](transcript.html#m1549802206658560001)** And what about pink? (0 answers)\n6 of 6 answers read, 4 quoted from 2 people.","buttons":[],"actions":[],"quiet":false}',1549804702269440000,1549804723240960003,NULL);
INSERT INTO "effects" VALUES(29,1,19,'unpin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(30,1,19,'archive-thread',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(31,1,19,'archive-thread',2,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(32,1,19,'archive-thread',6,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(33,1,19,'archive-thread',4,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(34,2,2,'preview',0,'done','2026-09-18T17:40:40.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\n-# Preview by Cora Mill\nTonight we talk about *colour*.\n**When: <t:1789764040:F> until <t:1789767760:t>**\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\nEach question has its own thread: answer there, or here beginning with A1, A2 …","buttons":[],"actions":[],"quiet":false}',1550199826677760000,1550562214543360002,NULL);
INSERT INTO "effects" VALUES(35,2,2,'preview',1,'done','2026-09-18T17:40:40.000000+00:00',1549751707238400000,'{"text":"## Questions and recommended reading\n**Q1** What is blue?\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n**Q2** What is red?\n**Q3** What is green?\n**Q4** What is grey?\n- Grey\n**Q5** What is white?","buttons":[],"actions":[],"quiet":false}',1550562193571840000,1550562214543360003,NULL);
INSERT INTO "effects" VALUES(36,2,3,'cancelled',NULL,'done','2026-09-18T17:40:40.000000+00:00',1549751707238400000,'{"text":"The chat “What is colour?” is called off.","buttons":[],"actions":[],"quiet":true}',1550562193571840000,1550562214543360004,NULL);
INSERT INTO "effects" VALUES(37,3,2,'preview',0,'done','2026-09-18T21:40:40.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\n-# Preview by Cora Mill\nTonight we talk about *colour*.\n**When: <t:1789771240:F> until <t:1789774960:t>**\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\nEach question has its own thread: answer there, or here beginning with A1, A2 …","buttons":[],"actions":[],"quiet":false}',1550260224655360000,1550622612520960000,NULL);
INSERT INTO "effects" VALUES(38,3,2,'preview',1,'done','2026-09-18T21:40:40.000000+00:00',1549751707238400000,'{"text":"## Questions and recommended reading\n**Q1** What is blue?\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n**Q2** What is red?\n**Q3** What is green?\n**Q4** What is grey?\n- Grey\n**Q5** What is white?","buttons":[],"actions":[],"quiet":false}',1550622591549440000,1550622612520960001,NULL);
INSERT INTO "effects" VALUES(39,3,3,'ask-hosts',NULL,'done','2026-09-19T00:40:40.000000+00:00',1550667911004160000,'{"text":"**Session 3: What is colour?**\nI was away at <t:1789771240:t>, when the chat should have opened. Shall it open now?","buttons":[],"actions":[{"label":"Open now","id":"panel:resume:1549751707238400000","danger":false},{"label":"Call off","id":"panel:cancel:1549751707238400000","danger":true}],"quiet":false}',1550622591549440000,1550667911004160001,NULL);
INSERT INTO "effects" VALUES(40,3,4,'welcome',NULL,'done','2026-09-19T00:43:40.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\n- Each question has its own thread: answer there, or here beginning with A1, A2 …\n- Late answers count, too. Reading along is taking part.\n- Answers are recorded and summarised. Edit or delete your message and the record follows; *Leave out of the record* in its menu keeps it out.\nQ1 comes <t:1789778920:R>. The chat ends <t:1789782340:t>.","buttons":[],"actions":[],"quiet":false}',1550667890032640000,1550668665978880000,NULL);
INSERT INTO "effects" VALUES(41,3,4,'pin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(42,3,5,'question',1,'done','2026-09-19T00:48:40.000000+00:00',1549751707238400000,'{"text":"**Q1 of 5** · #TChat · until <t:1789779520:t>\n## What is blue?\nReading:\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n-# Answer in the thread below, or here beginning with A1.","buttons":[{"label":"On the light from the sky","url":"https://example.org/sky"},{"label":"https://example.org/blue","url":"https://example.org/blue"}],"actions":[],"quiet":false}',1550668645007360000,1550669924270080000,NULL);
INSERT INTO "effects" VALUES(43,3,5,'thread',1,'done',NULL,NULL,NULL,NULL,1550669924270080000,NULL);
INSERT INTO "effects" VALUES(44,3,6,'extended',NULL,'given up','2026-09-19T00:48:40.000000+00:00',1549751707238400000,'{"text":"More time: this part now goes on until <t:1789779580:t>.","buttons":[],"actions":[],"quiet":true}',1550669903298560000,NULL,'Missing permission.');
INSERT INTO "effects" VALUES(45,3,6,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(46,3,7,'tell-hosts',NULL,'done','2026-09-19T00:48:40.000000+00:00',1550667911004160000,'{"text":"**Session 3: What is colour?**\nSomething could not be posted: Missing permission.","buttons":[],"actions":[],"quiet":false}',1550669903298560000,1550669924270080002,NULL);
INSERT INTO "effects" VALUES(47,3,8,'question',2,'given up','2026-09-19T00:59:40.000000+00:00',1549751707238400000,'{"text":"**Q2 of 5** · #TChat · until <t:1789780300:t>\n## What is red?\n-# Answer in the thread below, or here beginning with A2.","buttons":[],"actions":[],"quiet":false}',1550669903298560000,NULL,'Missing permission.');
INSERT INTO "effects" VALUES(48,3,8,'thread',2,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(49,3,8,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(50,3,8,'moved-on',1,'done','2026-09-19T00:59:40.000000+00:00',1550669924270080000,'{"text":"Q2 is here now. You can still answer this one.","buttons":[],"actions":[],"quiet":true}',1550672671539200000,1550672692510720001,NULL);
INSERT INTO "effects" VALUES(51,3,9,'ask-hosts',NULL,'done','2026-09-19T00:59:40.000000+00:00',1550667911004160000,'{"text":"**Session 3: What is colour?**\nMy post was refused, so the clock stands still: Missing permission.","buttons":[],"actions":[{"label":"Go on","id":"panel:resume:1549751707238400000","danger":false},{"label":"Close the chat","id":"panel:close:1549751707238400000","danger":true}],"quiet":false}',1550669903298560000,1550672692510720000,NULL);
INSERT INTO "effects" VALUES(52,3,10,'tell-hosts',NULL,'done','2026-09-19T01:00:40.000000+00:00',1550667911004160000,'{"text":"**Session 3: What is colour?**\nThe channel was deleted. The record is kept; `tchat transcript 3` writes it.","buttons":[],"actions":[],"quiet":false}',1550672671539200000,1550672944168960000,NULL);
INSERT INTO "effects" VALUES(53,4,2,'preview',0,'done','2026-09-19T01:00:40.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\n-# Preview by Cora Mill\nTonight we talk about *colour*.\n**When: <t:1789783240:F> until <t:1789786960:t>**\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\nEach question has its own thread: answer there, or here beginning with A1, A2 …","buttons":[],"actions":[],"quiet":false}',1550310556303360000,1550672944168960001,NULL);
INSERT INTO "effects" VALUES(54,4,2,'preview',1,'done','2026-09-19T01:00:40.000000+00:00',1549751707238400000,'{"text":"## Questions and recommended reading\n**Q1** What is blue?\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n**Q2** What is red?\n**Q3** What is green?\n**Q4** What is grey?\n- Grey\n**Q5** What is white?","buttons":[],"actions":[],"quiet":false}',1550672923197440000,1550672944168960002,NULL);
INSERT INTO "effects" VALUES(55,4,3,'welcome',NULL,'done','2026-09-19T02:00:40.000000+00:00',1549751707238400000,'{"text":"# What is colour? · #TChat\nModerator: Maya M. Berg (Example Talks) · Co-host: Kai W. Grann\n- Each question has its own thread: answer there, or here beginning with A1, A2 …\n- Late answers count, too. Reading along is taking part.\n- Answers are recorded and summarised. Edit or delete your message and the record follows; *Leave out of the record* in its menu keeps it out.\nQ1 comes <t:1789783540:R>. The chat ends <t:1789786960:t>.","buttons":[],"actions":[],"quiet":false}',1550672923197440000,1550688043663360000,NULL);
INSERT INTO "effects" VALUES(56,4,3,'pin',NULL,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(57,4,4,'question',1,'done','2026-09-19T02:05:40.000000+00:00',1549751707238400000,'{"text":"**Q1 of 5** · #TChat · until <t:1789784140:t>\n## What is blue?\nReading:\n- [On the light from the sky](<https://example.org/sky>) — A. Writer, Essays\n- [https://example.org/blue](<https://example.org/blue>)\n-# Answer in the thread below, or here beginning with A1.","buttons":[{"label":"On the light from the sky","url":"https://example.org/sky"},{"label":"https://example.org/blue","url":"https://example.org/blue"}],"actions":[],"quiet":false}',1550688022691840000,1550689301954560000,NULL);
INSERT INTO "effects" VALUES(58,4,4,'thread',1,'done',NULL,NULL,NULL,NULL,1550689301954560000,NULL);
INSERT INTO "effects" VALUES(59,4,5,'question',2,'done','2026-09-19T02:15:40.000000+00:00',1549751707238400000,'{"text":"**Q2 of 5** · #TChat · until <t:1789784860:t>\n## What is red?\n-# Answer in the thread below, or here beginning with A2.","buttons":[],"actions":[],"quiet":false}',1550689280983040000,1550691818536960000,NULL);
INSERT INTO "effects" VALUES(60,4,5,'thread',2,'done',NULL,NULL,NULL,NULL,1550691818536960000,NULL);
INSERT INTO "effects" VALUES(61,4,5,'card',1,'done',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "effects" VALUES(62,4,5,'moved-on',1,'done','2026-09-19T02:15:40.000000+00:00',1550689301954560000,'{"text":"[Q2](transcript.html#m1550691818536960000) is here now. You can still answer this one.","buttons":[],"actions":[],"quiet":true}',1550691797565440000,1550691818536960001,NULL);
INSERT INTO "effects" VALUES(63,4,6,'extended',NULL,'claimed','2026-09-19T02:17:10.000000+00:00',1549751707238400000,'{"text":"More time: this part now goes on until <t:1789784920:t>.","buttons":[],"actions":[],"quiet":true}',1550691797565440000,NULL,NULL);
INSERT INTO "effects" VALUES(64,4,6,'card',2,'planned',NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "facts" VALUES(1,3,'opened','{"at":"2026-09-16T15:00:00Z","by":null}',NULL);
INSERT INTO "facts" VALUES(1,4,'asked','{"at":"2026-09-16T15:05:00Z","by":null,"number":1}',NULL);
INSERT INTO "facts" VALUES(1,5,'paused','{"at":"2026-09-16T15:05:00Z","by":900,"cause":null,"detail":""}',NULL);
INSERT INTO "facts" VALUES(1,6,'resumed','{"at":"2026-09-16T15:08:00Z","by":900}',NULL);
INSERT INTO "facts" VALUES(1,7,'extended','{"at":"2026-09-16T15:08:00Z","by":900,"extra":"PT2M"}',NULL);
INSERT INTO "facts" VALUES(1,8,'asked','{"at":"2026-09-16T15:20:00Z","by":null,"number":2}',NULL);
INSERT INTO "facts" VALUES(1,9,'answer_filed','{"at":"2026-09-16T15:20:40Z","by":900,"message":1549802038886400002,"number":1}',NULL);
INSERT INTO "facts" VALUES(1,10,'answer_filed','{"at":"2026-09-16T15:20:40Z","by":900,"message":1549802206658560000,"number":null}',NULL);
INSERT INTO "facts" VALUES(1,11,'answer_featured','{"at":"2026-09-16T15:20:40Z","by":900,"message":1549798264012800002,"featured":true}',NULL);
INSERT INTO "facts" VALUES(1,12,'left_out','{"at":"2026-09-16T15:20:40Z","by":102,"message":1549798264012800003,"left_out":true}',NULL);
INSERT INTO "facts" VALUES(1,13,'question_added','{"at":"2026-09-16T15:20:40Z","by":900,"question":{"ask":{"versions":{"en":"And what about pink?"}},"lasts":null,"readings":[]}}',NULL);
INSERT INTO "facts" VALUES(1,14,'asked','{"at":"2026-09-16T15:20:40Z","by":900,"number":6}',NULL);
INSERT INTO "facts" VALUES(1,15,'skipped','{"at":"2026-09-16T15:20:40Z","by":900,"number":3}',NULL);
INSERT INTO "facts" VALUES(1,16,'asked','{"at":"2026-09-16T15:30:40Z","by":null,"number":4}',NULL);
INSERT INTO "facts" VALUES(1,17,'closed','{"at":"2026-09-16T15:30:40Z","by":901}',NULL);
INSERT INTO "facts" VALUES(1,18,'summarised','{"at":"2026-09-16T15:30:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(1,19,'archived','{"at":"2026-09-18T15:30:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(2,1,'scheduled','{"at":"2026-09-18T17:40:40Z","by":900,"opens_at":"2026-09-18T20:40:40Z"}',NULL);
INSERT INTO "facts" VALUES(2,2,'announced','{"at":"2026-09-18T17:40:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(2,3,'cancelled','{"at":"2026-09-18T17:40:40Z","by":900}',NULL);
INSERT INTO "facts" VALUES(3,1,'scheduled','{"at":"2026-09-18T21:40:40Z","by":900,"opens_at":"2026-09-18T22:40:40Z"}',NULL);
INSERT INTO "facts" VALUES(3,2,'announced','{"at":"2026-09-18T21:40:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(3,3,'held','{"at":"2026-09-19T00:40:40Z","by":null,"cause":"outage","detail":""}',NULL);
INSERT INTO "facts" VALUES(3,4,'opened','{"at":"2026-09-19T00:43:40Z","by":901}',NULL);
INSERT INTO "facts" VALUES(3,5,'asked','{"at":"2026-09-19T00:48:40Z","by":null,"number":1}',NULL);
INSERT INTO "facts" VALUES(3,6,'extended','{"at":"2026-09-19T00:48:40Z","by":900,"extra":"PT1M"}',NULL);
INSERT INTO "facts" VALUES(3,7,'hosts_told','{"at":"2026-09-19T00:48:40Z","by":null,"notice":"not posted","detail":"Missing permission."}',NULL);
INSERT INTO "facts" VALUES(3,8,'asked','{"at":"2026-09-19T00:59:40Z","by":null,"number":2}',NULL);
INSERT INTO "facts" VALUES(3,9,'paused','{"at":"2026-09-19T00:59:40Z","by":null,"cause":"refused","detail":"Missing permission."}',NULL);
INSERT INTO "facts" VALUES(3,10,'room_lost','{"at":"2026-09-19T01:00:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(4,1,'scheduled','{"at":"2026-09-19T01:00:40Z","by":900,"opens_at":"2026-09-19T02:00:40Z"}','start 5');
INSERT INTO "facts" VALUES(4,2,'announced','{"at":"2026-09-19T01:00:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(4,3,'opened','{"at":"2026-09-19T02:00:40Z","by":null}',NULL);
INSERT INTO "facts" VALUES(4,4,'asked','{"at":"2026-09-19T02:05:40Z","by":null,"number":1}',NULL);
INSERT INTO "facts" VALUES(4,5,'asked','{"at":"2026-09-19T02:15:40Z","by":null,"number":2}',NULL);
INSERT INTO "facts" VALUES(4,6,'extended','{"at":"2026-09-19T02:17:10Z","by":900,"extra":"PT1M"}',NULL);
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
INSERT INTO "marks" VALUES(1,1549751707238400000,1549804723240960003);
INSERT INTO "marks" VALUES(1,1549798264012800000,1549807239823360000);
INSERT INTO "marks" VALUES(1,1549798264012800002,1549798264012800006);
INSERT INTO "marks" VALUES(1,1549802038886400000,1549802206658560002);
INSERT INTO "marks" VALUES(1,1549802206658560001,1549804723240960001);
INSERT INTO "marks" VALUES(1,1549804723240960000,0);
INSERT INTO "marks" VALUES(3,1549751707238400000,1550669924270080000);
INSERT INTO "marks" VALUES(3,1550669924270080000,1550669924270080001);
INSERT INTO "marks" VALUES(4,1549751707238400000,1550689301954560002);
INSERT INTO "marks" VALUES(4,1550689301954560000,1550689301954560001);
CREATE TABLE notes (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "notes" VALUES('desk of session 3','1550667911004160000');
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
INSERT INTO "people" VALUES(2,900,'Meghan');
INSERT INTO "people" VALUES(3,100,'Ada');
INSERT INTO "people" VALUES(3,900,'Meghan');
INSERT INTO "people" VALUES(3,901,'Kevin');
INSERT INTO "people" VALUES(4,100,'Ada');
INSERT INTO "people" VALUES(4,101,'Ben');
INSERT INTO "people" VALUES(4,102,'Cai');
INSERT INTO "people" VALUES(4,104,'Eve');
INSERT INTO "people" VALUES(4,105,'Dee');
INSERT INTO "people" VALUES(4,900,'Meghan');
CREATE TABLE reactions (
    session INTEGER NOT NULL REFERENCES sessions,
    message INTEGER NOT NULL,
    emoji   TEXT    NOT NULL,
    person  INTEGER NOT NULL,
    PRIMARY KEY (session, message, emoji, person)
) STRICT, WITHOUT ROWID;
INSERT INTO "reactions" VALUES(1,1549798264012800001,'👍',101);
INSERT INTO "reactions" VALUES(1,1549798264012800001,'👍',102);
INSERT INTO "reactions" VALUES(4,1550689301954560001,'👍',101);
CREATE TABLE sessions (
    number   INTEGER PRIMARY KEY,
    platform TEXT    NOT NULL,
    guild    INTEGER NOT NULL,
    channel  INTEGER NOT NULL,
    pack     TEXT    NOT NULL  -- the pack as it was when the session was set, as JSON
) STRICT;
INSERT INTO "sessions" VALUES(1,'rehearsal',0,1549751707238400000,'{"name":"colours","title":{"versions":{"en":"What is colour?","fi":"Mitä väri on?"}},"questions":[{"ask":{"versions":{"en":"What is blue?","fi":"Mitä sininen on?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"On the light from the sky","fi":"Taivaan valosta"}},"author":"A. Writer","outlet":"Essays","url":"https://example.org/sky"},{"title":null,"author":null,"outlet":null,"url":"https://example.org/blue"}]},{"ask":{"versions":{"en":"What is red?"}},"lasts":"PT12M","readings":[]},{"ask":{"versions":{"en":"What is green?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What is grey?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"Grey"}},"author":null,"outlet":null,"url":null}]},{"ask":{"versions":{"en":"What is white?"}},"lasts":null,"readings":[]}],"language":"en","hashtag":"TChat","by":"Cora Mill","intro":{"versions":{"en":"Tonight we talk about *colour*.","fi":"Tänään puhutaan väreistä."}},"hosts":[{"name":"Maya M. Berg","role":"moderator","handle":"MayaMBerg","organisation":"Example Talks"},{"name":"Kai W. Grann","role":"co-host","handle":null,"organisation":null}],"schedule":{"start":"2026-09-16T15:00:00Z","end":"2026-09-16T16:00:00Z","zone":"America/New_York"},"timing":{"opening":"PT5M","question":"PT10M","closing":"PT5M","archive":"P2D"},"answers":"threads"}');
INSERT INTO "sessions" VALUES(2,'rehearsal',0,1549751707238400000,'{"name":"colours","title":{"versions":{"en":"What is colour?","fi":"Mitä väri on?"}},"questions":[{"ask":{"versions":{"en":"What is blue?","fi":"Mitä sininen on?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"On the light from the sky","fi":"Taivaan valosta"}},"author":"A. Writer","outlet":"Essays","url":"https://example.org/sky"},{"title":null,"author":null,"outlet":null,"url":"https://example.org/blue"}]},{"ask":{"versions":{"en":"What is red?"}},"lasts":"PT12M","readings":[]},{"ask":{"versions":{"en":"What is green?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What is grey?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"Grey"}},"author":null,"outlet":null,"url":null}]},{"ask":{"versions":{"en":"What is white?"}},"lasts":null,"readings":[]}],"language":"en","hashtag":"TChat","by":"Cora Mill","intro":{"versions":{"en":"Tonight we talk about *colour*.","fi":"Tänään puhutaan väreistä."}},"hosts":[{"name":"Maya M. Berg","role":"moderator","handle":"MayaMBerg","organisation":"Example Talks"},{"name":"Kai W. Grann","role":"co-host","handle":null,"organisation":null}],"schedule":{"start":"2026-09-16T15:00:00Z","end":"2026-09-16T16:00:00Z","zone":"America/New_York"},"timing":{"opening":"PT5M","question":"PT10M","closing":"PT5M","archive":"P2D"},"answers":"threads"}');
INSERT INTO "sessions" VALUES(3,'rehearsal',0,1549751707238400000,'{"name":"colours","title":{"versions":{"en":"What is colour?","fi":"Mitä väri on?"}},"questions":[{"ask":{"versions":{"en":"What is blue?","fi":"Mitä sininen on?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"On the light from the sky","fi":"Taivaan valosta"}},"author":"A. Writer","outlet":"Essays","url":"https://example.org/sky"},{"title":null,"author":null,"outlet":null,"url":"https://example.org/blue"}]},{"ask":{"versions":{"en":"What is red?"}},"lasts":"PT12M","readings":[]},{"ask":{"versions":{"en":"What is green?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What is grey?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"Grey"}},"author":null,"outlet":null,"url":null}]},{"ask":{"versions":{"en":"What is white?"}},"lasts":null,"readings":[]}],"language":"en","hashtag":"TChat","by":"Cora Mill","intro":{"versions":{"en":"Tonight we talk about *colour*.","fi":"Tänään puhutaan väreistä."}},"hosts":[{"name":"Maya M. Berg","role":"moderator","handle":"MayaMBerg","organisation":"Example Talks"},{"name":"Kai W. Grann","role":"co-host","handle":null,"organisation":null}],"schedule":null,"timing":{"opening":"PT5M","question":"PT10M","closing":"PT5M","archive":"P2D"},"answers":"threads"}');
INSERT INTO "sessions" VALUES(4,'rehearsal',0,1549751707238400000,'{"name":"colours","title":{"versions":{"en":"What is colour?","fi":"Mitä väri on?"}},"questions":[{"ask":{"versions":{"en":"What is blue?","fi":"Mitä sininen on?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"On the light from the sky","fi":"Taivaan valosta"}},"author":"A. Writer","outlet":"Essays","url":"https://example.org/sky"},{"title":null,"author":null,"outlet":null,"url":"https://example.org/blue"}]},{"ask":{"versions":{"en":"What is red?"}},"lasts":"PT12M","readings":[]},{"ask":{"versions":{"en":"What is green?"}},"lasts":null,"readings":[]},{"ask":{"versions":{"en":"What is grey?"}},"lasts":null,"readings":[{"title":{"versions":{"en":"Grey"}},"author":null,"outlet":null,"url":null}]},{"ask":{"versions":{"en":"What is white?"}},"lasts":null,"readings":[]}],"language":"en","hashtag":"TChat","by":"Cora Mill","intro":{"versions":{"en":"Tonight we talk about *colour*.","fi":"Tänään puhutaan väreistä."}},"hosts":[{"name":"Maya M. Berg","role":"moderator","handle":"MayaMBerg","organisation":"Example Talks"},{"name":"Kai W. Grann","role":"co-host","handle":null,"organisation":null}],"schedule":{"start":"2026-09-16T15:00:00Z","end":"2026-09-16T16:00:00Z","zone":"America/New_York"},"timing":{"opening":"PT5M","question":"PT10M","closing":"PT5M","archive":"P2D"},"answers":"threads"}');
CREATE TABLE threads (
    session INTEGER NOT NULL REFERENCES sessions,
    id      INTEGER NOT NULL,
    PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "threads" VALUES(1,1549798264012800002);
CREATE UNIQUE INDEX one_effect ON effects (session, fact, kind, ifnull(number, -1));
CREATE INDEX contribution_by_id ON contributions (id);
COMMIT;
PRAGMA user_version = 2;
