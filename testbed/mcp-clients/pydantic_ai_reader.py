"""Pydantic AI. It opens the file itself and expands ${...} from the environment; each server is a toolset of its own.

python pydantic_ai_reader.py FILE TOOL
"""

import asyncio
import json
import sys

from pydantic_ai.mcp import load_mcp_toolsets


async def read(toolset, tool: str) -> dict:
    try:
        async with toolset:
            tools = [listed.name for listed in await toolset.wrapped.list_tools()]
            if tool not in tools:
                return {"tools": tools}
            answer = await toolset.wrapped.direct_call_tool(tool, {})
            return {"tools": tools, "answer": json.dumps(answer)}
    except Exception as failure:
        return {"failure": type(failure).__name__}


async def main(file: str, tool: str) -> dict:
    return {toolset.prefix: await read(toolset, tool) for toolset in load_mcp_toolsets(file)}


print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
