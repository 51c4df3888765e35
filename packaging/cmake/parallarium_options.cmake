# SPDX-License-Identifier: GPL-3.0-or-later
# One target that carries language level, warnings and sanitizers for everything we compile.
add_library(parallarium_options INTERFACE)
target_compile_features(parallarium_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_compile_options(parallarium_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2 -Wextra-semi -Wdouble-promotion)
target_compile_definitions(parallarium_options INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
# What is installed names no folder of the machine that built it.
target_compile_options(parallarium_options INTERFACE
    $<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>)

set(PARALLARIUM_SANITIZE "" CACHE STRING "Sanitizers, for example address,undefined or thread")
if(PARALLARIUM_SANITIZE)
    target_compile_options(parallarium_options INTERFACE
        -fsanitize=${PARALLARIUM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(parallarium_options INTERFACE -fsanitize=${PARALLARIUM_SANITIZE})
    # Where these find something, so does the sanitizer of addresses once memory is touched there; they are a
    # third of the build.
    if(PARALLARIUM_SANITIZE MATCHES "address.*undefined")
        target_compile_options(parallarium_options INTERFACE -fno-sanitize=null,object-size,pointer-overflow)
    endif()
endif()

# GCC 12 warns of std::string's own code when it inlines operator+ (its bug 105651), and of members that
# a std::variant does not hold. What it inlines, and so what it warns of, depends on a file's batch.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(parallarium_options INTERFACE
        -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-maybe-uninitialized)
endif()

# Compilers newer than the ones we build with may warn of more: there a warning is not an error.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    set(CMAKE_COMPILE_WARNING_AS_ERROR OFF)
endif()

find_program(PARALLARIUM_CCACHE ccache)
if(PARALLARIUM_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${PARALLARIUM_CCACHE}")
endif()

# Some 270 programs are linked for the tests; mold takes a fraction of the time of ld.
find_program(PARALLARIUM_MOLD mold)
if(PARALLARIUM_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
