# SPDX-License-Identifier: GPL-3.0-or-later
# Whether the package for Python can be built: PARALLARIUM_PYTHON. That of the system is taken, which the
# Debian package is for; another one that happens to be on the path may be gone tomorrow.
if(NOT Python3_EXECUTABLE AND EXISTS /usr/bin/python3)
    set(Python3_EXECUTABLE /usr/bin/python3 CACHE FILEPATH "The Python that the package is built for")
endif()
find_package(Python3 3.9 COMPONENTS Interpreter Development.Module)
find_package(pybind11 2.9 CONFIG QUIET)
set(PARALLARIUM_PYTHON OFF)
if(Python3_Development.Module_FOUND AND pybind11_FOUND)
    set(PARALLARIUM_PYTHON ON)
endif()
