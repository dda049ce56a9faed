@echo off
rem Runs StormDB from a checkout: builds what is missing or stale, then starts the distribution.
rem STORMDB_JAVA_OPTS adds options for the Java runtime.
setlocal
set "HOME_DIR=%~dp0"
set "DIST=%HOME_DIR%stormdb-cli\target\dist"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"

set "STALE=1"
if exist "%DIST%\built" (
  for /f %%s in ('powershell -NoProfile -Command "$b = (Get-Item '%DIST%\built').LastWriteTimeUtc; $h = '%HOME_DIR%'; $n = Get-ChildItem -Recurse -Path ($h + 'pom.xml'), ($h + 'stormdb-*\pom.xml'), ($h + 'stormdb-*\src\main') | Where-Object { $_.LastWriteTimeUtc -gt $b } | Select-Object -First 1; if ($n) { 1 } else { 0 }"') do set "STALE=%%s"
)
if "%STALE%"=="1" (
  echo stormdb: building ^(once, and again after the sources have changed^) 1>&2
  pushd "%HOME_DIR%"
  call mvnw.cmd -q -B -pl stormdb-cli -am -Dmaven.test.skip=true -Dspotless.check.skip=true -Djacoco.skip=true package 1>&2
  if errorlevel 1 (
    popd
    echo stormdb: the build failed; its output is above 1>&2
    exit /b 1
  )
  popd
  type nul > "%DIST%\built"
)

"%JAVA%" -Xshare:auto -XX:+UseG1GC -XX:MaxGCPauseMillis=10 -XX:-UsePerfData %STORMDB_JAVA_OPTS% -cp "%DIST%\stormdb-cli.jar" io.stormdb.cli.Main %*
exit /b %ERRORLEVEL%
