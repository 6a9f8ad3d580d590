"""Where quotes are chosen: in a thread, or in a process of its own that ends with the work and returns its memory."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from bot.core.record.choosing import chosen
from bot.core.record.quoting import Quote, Wanted


async def in_thread(wanted: Wanted) -> list[Quote]:
    """Choose in a thread of this process: at once, for what is short-lived anyway."""
    return await asyncio.to_thread(chosen, wanted)


async def in_process(wanted: Wanted) -> list[Quote]:
    """Choose in a process made for it; nothing of the work is left in this one."""
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1)
    try:
        return await asyncio.get_running_loop().run_in_executor(pool, chosen, wanted)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
